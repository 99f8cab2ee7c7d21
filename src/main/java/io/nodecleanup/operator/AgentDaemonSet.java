package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * The DaemonSet of a policy's agents, in the operator's own namespace, by server-side apply. It is owned by the policy, so that it goes
 * with it.
 *
 * <p>The reconciler calls it by itself: in a workflow of annotations the SDK would make it, without settings.
 */
final class AgentDaemonSet extends CRUDKubernetesDependentResource<DaemonSet, CleanupPolicy> {
    private final AgentSettings settings;

    AgentDaemonSet(AgentSettings settings) {
        super(DaemonSet.class);
        this.settings = settings;
    }

    /**
     * Makes the DaemonSet what it should be. That the API server refuses it (a label of the nodeSelector that can be none, a quota, an
     * admission policy, a webhook that fails) is an answer for whoever wrote the policy.
     *
     * @throws KubernetesClientException if there is no such answer
     */
    Agents apply(CleanupPolicy policy, Context<CleanupPolicy> context) {
        try {
            return new Agents(reconcile(policy, context).getSingleResource(), Optional.empty());
        } catch (KubernetesClientException e) {
            return new Agents(getSecondaryResource(policy, context), Optional.of(refusal(e)));
        }
    }

    /**
     * Deletes the DaemonSet if there is one.
     *
     * @throws KubernetesClientException if the API server gives no answer
     */
    Agents remove(CleanupPolicy policy, Context<CleanupPolicy> context) {
        Optional<DaemonSet> present = getSecondaryResource(policy, context)
                .filter(agents -> agents.getMetadata().getDeletionTimestamp() == null);
        if (present.isEmpty()) {
            return Agents.NONE;
        }
        try {
            delete(policy, context);
            return Agents.NONE;
        } catch (KubernetesClientException e) {
            return new Agents(present, Optional.of(refusal(e)));
        }
    }

    /** What the server says. Without an answer no status can be written either, and where somebody else was faster the next turn mends it. */
    static String refusal(KubernetesClientException e) {
        if (e.getCode() == 0 || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            throw e;
        }
        String answer = e.getStatus() == null ? null : e.getStatus().getMessage();
        return answer == null ? String.valueOf(e.getMessage()) : answer;
    }

    @Override
    protected DaemonSet desired(CleanupPolicy policy, Context<CleanupPolicy> context) {
        return DaemonSetTemplate.desired(policy, settings, namespace(context));
    }

    /** Without this the SDK would compute the desired one to find it, which a refused policy has not. */
    @Override
    protected ResourceID targetSecondaryResourceID(CleanupPolicy policy, Context<CleanupPolicy> context) {
        return new ResourceID(DaemonSetTemplate.nameOf(policy.getMetadata().getName()), namespace(context));
    }

    @Override
    protected InformerEventSourceConfiguration.Builder<DaemonSet> informerConfigurationBuilder(
            EventSourceContext<CleanupPolicy> context) {
        return InformerEventSourceConfiguration.from(DaemonSet.class, CleanupPolicy.class)
                .withNamespaces(context.getClient().getConfiguration().getNamespace())
                .withLabelSelector(AgentLabels.query(AgentLabels.MANAGED));
    }

    private static String namespace(Context<CleanupPolicy> context) {
        return context.getClient().getConfiguration().getNamespace();
    }
}
