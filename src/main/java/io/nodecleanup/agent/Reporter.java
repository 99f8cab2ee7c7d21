package io.nodecleanup.agent;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeCleanupSpec;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes the node's own NodeCleanup, by server-side apply, and reads it back after a restart. */
final class Reporter implements Reports {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("node-cleanup-agent")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final AgentIdentity identity;
    private Optional<NodeCleanupStatus> written = Optional.empty();
    private boolean exists;

    Reporter(KubernetesClient client, AgentIdentity identity) {
        this.client = client;
        this.identity = identity;
    }

    /**
     * The status written last by the agent before this one; empty if there is none of this policy.
     *
     * @throws KubernetesClientException if the API server cannot be asked
     */
    @Override
    public synchronized Optional<NodeCleanupStatus> read() {
        NodeCleanup report = client.resources(NodeCleanup.class)
                .withName(identity.reportName())
                .get();
        written = Optional.ofNullable(report)
                .filter(r -> r.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(identity.policyUid())))
                .map(NodeCleanup::getStatus);
        return written;
    }

    /** The reason of Ready in the status written last. */
    @Override
    public synchronized Optional<String> reportedState() {
        return written.flatMap(status -> Condition.find(status.conditions(), Condition.READY))
                .map(Condition::reason);
    }

    /**
     * Writes the status if it says anything new.
     *
     * @throws KubernetesClientException if the API server is away or refuses; the next call writes then
     */
    @Override
    public synchronized void report(NodeStatus newer, Instant now) {
        NodeCleanupStatus status = newer.status(written, now);
        if (written.isEmpty() || NodeStatus.isNews(written.get(), status)) {
            write(status);
            written = Optional.of(status);
        }
    }

    /** Writes the status; the object too if it is not there. */
    private void write(NodeCleanupStatus status) {
        if (!exists) {
            client.resource(report()).patch(APPLY);
            exists = true;
        }
        try {
            writeStatus(status);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            // Somebody deleted it.
            client.resource(report()).patch(APPLY);
            writeStatus(status);
        }
    }

    private void writeStatus(NodeCleanupStatus status) {
        NodeCleanup report = report();
        report.setMetadata(
                new ObjectMetaBuilder().withName(identity.reportName()).build());
        report.setStatus(status);
        client.resource(report).subresource("status").patch(APPLY);
    }

    private NodeCleanup report() {
        NodeCleanup report = new NodeCleanup();
        report.setMetadata(new ObjectMetaBuilder()
                .withName(identity.reportName())
                .withLabels(Map.of(CleanupPolicy.POLICY_LABEL, identity.policyName()))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(CleanupPolicy.GROUP + "/" + CleanupPolicy.VERSION)
                        .withKind("CleanupPolicy")
                        .withName(identity.policyName())
                        .withUid(identity.policyUid())
                        .build())
                .build());
        report.setSpec(new NodeCleanupSpec(identity.policyName(), identity.nodeName()));
        return report;
    }
}
