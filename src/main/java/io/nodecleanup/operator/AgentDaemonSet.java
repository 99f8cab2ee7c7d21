package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import java.util.Optional;
import java.util.Set;

/**
 * The DaemonSet of a policy's agents, in the operator's own namespace, by server-side apply. It is owned by the policy, so that it goes
 * with it.
 *
 * <p>The reconciler calls it by itself: in a workflow of annotations the SDK would make it, without settings.
 */
final class AgentDaemonSet extends CRUDKubernetesDependentResource<DaemonSet, CleanupPolicy> {
    /** Bad request, forbidden, unprocessable. */
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

    private final AgentSettings settings;

    AgentDaemonSet(AgentSettings settings) {
        super(DaemonSet.class);
        this.settings = settings;
    }

    /**
     * Makes the DaemonSet what it should be. That the API server refuses it (a label of the nodeSelector that can be none, a quota, an
     * admission policy) is an answer for whoever wrote the policy.
     *
     * @throws KubernetesClientException on anything else, to be tried again
     */
    Agents apply(CleanupPolicy policy, Context<CleanupPolicy> context) {
        try {
            return new Agents(reconcile(policy, context).getSingleResource(), Optional.empty());
        } catch (KubernetesClientException e) {
            if (!REFUSALS.contains(e.getCode())) {
                throw e;
            }
            String refusal =
                    e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
            return new Agents(getSecondaryResource(policy, context), Optional.of(refusal));
        }
    }

    /** Deletes the DaemonSet if there is one. */
    void remove(CleanupPolicy policy, Context<CleanupPolicy> context) {
        boolean there = getSecondaryResource(policy, context)
                .filter(agents -> agents.getMetadata().getDeletionTimestamp() == null)
                .isPresent();
        if (there) {
            delete(policy, context);
        }
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
