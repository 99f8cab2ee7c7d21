package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.nodecleanup.api.v1alpha1.AgentToleration;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which nodes a policy selects: the same rule as in the DaemonSet's pods. */
final class NodeSelection {
    /** Of taints that evict, those that the DaemonSet's controller tolerates on its own: the node is in trouble, and may come back. */
    private static final Set<String> ALWAYS_TOLERATED =
            Set.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    private NodeSelection() {}

    /** Whether it is a Linux node that has all these labels, and no taint by which the agent would have to go. */
    static boolean selects(CleanupPolicySpec spec, Node node) {
        Map<String, String> labels =
                Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
        return "linux".equals(labels.get("kubernetes.io/os"))
                && labels.entrySet().containsAll(spec.nodeSelector().entrySet())
                && node.getSpec().getTaints().stream()
                        .filter(NodeSelection::evicts)
                        .allMatch(taint -> spec.tolerations().stream().anyMatch(t -> tolerates(t, taint)));
    }

    /** Whether agents end that do not tolerate it. A taint of another effect leaves a DaemonSet's pods alone that run already. */
    static boolean evicts(Taint taint) {
        return AgentToleration.Effect.NoExecute.name().equals(taint.getEffect())
                && !ALWAYS_TOLERATED.contains(taint.getKey());
    }

    /** The rule of Kubernetes. One that holds for some seconds counts: then the DaemonSet's controller makes the agent anew. */
    private static boolean tolerates(AgentToleration toleration, Taint taint) {
        return (isEmpty(toleration.effect()) || toleration.effect().equals(taint.getEffect()))
                && (isEmpty(toleration.key()) || toleration.key().equals(taint.getKey()))
                && (AgentToleration.Operator.Exists.name().equals(toleration.operator())
                        || Objects.requireNonNullElse(toleration.value(), "")
                                .equals(Objects.requireNonNullElse(taint.getValue(), "")));
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }
}
