package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.Node;
import java.util.Map;
import java.util.Objects;

/** Which nodes a policy selects: the same rule as in the DaemonSet's pods. */
final class NodeSelection {
    private NodeSelection() {}

    /** Whether it is a Linux node that has all these labels. */
    static boolean selects(Map<String, String> nodeSelector, Node node) {
        Map<String, String> labels =
                Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
        return "linux".equals(labels.get("kubernetes.io/os"))
                && labels.entrySet().containsAll(nodeSelector.entrySet());
    }
}
