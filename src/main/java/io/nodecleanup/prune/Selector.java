package io.nodecleanup.prune;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A selector over Docker labels, with the operators of Kubernetes: all requirements must hold. It is evaluated here and not by the engine,
 * whose {@code label!} differs between its stores and from its documentation (source).
 */
public record Selector(List<Requirement> requirements) {
    /** Selects everything. */
    public static final Selector ALL = new Selector(List.of());

    public Selector {
        requirements = List.copyOf(requirements);
    }

    /** How a label is compared. */
    public enum Operator {
        In,
        NotIn,
        Exists,
        DoesNotExist
    }

    /**
     * What a label must be. A label that is missing is in no set of values: {@code NotIn} holds for it.
     *
     * @param values for In and NotIn, else empty
     */
    public record Requirement(String key, Operator operator, Set<String> values) {
        public Requirement {
            values = Set.copyOf(values);
        }

        boolean holds(Map<String, String> labels) {
            return switch (operator) {
                case In -> labels.containsKey(key) && values.contains(labels.get(key));
                case NotIn -> !labels.containsKey(key) || !values.contains(labels.get(key));
                case Exists -> labels.containsKey(key);
                case DoesNotExist -> !labels.containsKey(key);
            };
        }
    }

    /** Whether a thing with these labels is selected. */
    public boolean selects(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }
}
