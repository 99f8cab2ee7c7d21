package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import java.util.Map;
import java.util.TreeMap;

/** The labels by which agents, and the DaemonSets that run them, are known. */
final class AgentLabels {
    /** Selects every DaemonSet that this operator made. */
    static final Map<String, String> MANAGED = Map.of("app.kubernetes.io/managed-by", "node-cleanup-operator");

    private static final Map<String, String> AGENT = Map.of("app.kubernetes.io/name", "node-cleanup-agent");

    private AgentLabels() {}

    /** What selects the pods of a policy. A DaemonSet's selector never changes: nothing may be added here. */
    static Map<String, String> selector(String policyName) {
        return with(AGENT, "app.kubernetes.io/instance", policyName);
    }

    /** The labels of the DaemonSet and of its pods. */
    static Map<String, String> of(String policyName) {
        var labels = with(selector(policyName), CleanupPolicy.POLICY_LABEL, policyName);
        labels.putAll(MANAGED);
        return labels;
    }

    /** The query {@code a=b,c=d} that a map of labels stands for. */
    static String query(Map<String, String> labels) {
        return String.join(
                ",",
                labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .sorted()
                        .toList());
    }

    private static Map<String, String> with(Map<String, String> labels, String key, String value) {
        var all = new TreeMap<>(labels);
        all.put(key, value);
        return all;
    }
}
