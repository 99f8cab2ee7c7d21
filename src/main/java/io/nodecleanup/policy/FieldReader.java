package io.nodecleanup.policy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.DiskPressureSpec;
import io.nodecleanup.api.v1alpha1.LabelSelectorSpec;
import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.prune.Selector;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads single fields, and gathers what is wrong with them. What cannot be read has a stand-in, so that reading goes on. */
final class FieldReader {
    private static final BigDecimal SMALLEST_SIZE = BigDecimal.valueOf(1 << 20);
    private static final BigDecimal LARGEST_SIZE = BigDecimal.valueOf(Long.MAX_VALUE);

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> problems() {
        return problems;
    }

    Selector selector(String field, LabelSelectorSpec spec) {
        if (spec == null) {
            return Selector.ALL;
        }
        List<Selector.Requirement> requirements = new ArrayList<>();
        spec.matchLabels()
                .forEach((key, value) ->
                        requirements.add(new Selector.Requirement(key, Selector.Operator.In, Set.of(value))));
        for (int i = 0; i < spec.matchExpressions().size(); i++) {
            LabelSelectorSpec.Requirement written = spec.matchExpressions().get(i);
            String place = field + ".matchExpressions[" + i + "]";
            List<String> values = written.values() == null ? List.of() : written.values();
            choice(place + ".operator", written.operator(), Selector.Operator.class)
                    .ifPresent(operator -> {
                        boolean compares = operator == Selector.Operator.In || operator == Selector.Operator.NotIn;
                        if (compares == values.isEmpty()) {
                            add(place + ".values", values.toString(), LabelSelectorSpec.Requirement.VALUES);
                        } else {
                            requirements.add(new Selector.Requirement(written.key(), operator, Set.copyOf(values)));
                        }
                    });
        }
        return new Selector(requirements);
    }

    Duration duration(String field, String text) {
        Optional<Duration> duration = DurationText.parse(text);
        if (duration.isEmpty()) {
            add(field, text, CleanupPolicySpec.DURATION);
        }
        return duration.orElse(Duration.ZERO);
    }

    /** One that is of no use if it is shorter than a minute: {@code 0s} would not mean "none" there. */
    Duration longDuration(String field, String text) {
        Duration duration = duration(field, text);
        if (duration.compareTo(Duration.ofMinutes(1)) < 0
                && DurationText.parse(text).isPresent()) {
            add(field, text, CleanupPolicySpec.A_MINUTE);
        }
        return duration;
    }

    <E extends Enum<E>> Optional<E> choice(String field, String name, Class<E> choices) {
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equals(name)) {
                return Optional.of(choice);
            }
        }
        add(field, name, "write one of " + List.of(choices.getEnumConstants()));
        return Optional.empty();
    }

    void add(String field, String value, String advice) {
        problems.add(new Problem(field, Text.bounded(value, 100), Text.bounded(advice, 300)));
    }

    /** A number of bytes, at least a mebibyte, since {@code 500m} is half a byte; empty for null. */
    Optional<Long> size(String field, Quantity written) {
        if (written == null) {
            return Optional.empty();
        }
        try {
            BigDecimal bytes = written.getNumericalAmount();
            if (bytes.compareTo(SMALLEST_SIZE) >= 0 && bytes.compareTo(LARGEST_SIZE) <= 0) {
                return Optional.of(bytes.longValue());
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Said below, with what to write.
        }
        add(field, written.toString(), DiskPressureSpec.QUANTITY);
        return Optional.empty();
    }
}
