package io.nodecleanup.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Docker's prune filters, as its command takes them: {@code label=KEY}, {@code label=KEY=VALUE}, {@code label!=KEY},
 * {@code label!=KEY=VALUE} and {@code until=AGE}. All must hold.
 */
record Filters(List<Label> labels, Optional<Until> until) {
    /**
     * What a label must be, or must not be.
     *
     * @param value empty: any
     */
    record Label(String key, Optional<String> value, boolean negated) {
        /** The operator of a policy's selector that says the same. */
        String operator() {
            if (value.isPresent()) {
                return negated ? "NotIn" : "In";
            }
            return negated ? "DoesNotExist" : "Exists";
        }
    }

    /**
     * Reads the values of {@code --filter}.
     *
     * @throws UsageException if one is none of Docker's prune filters
     */
    static Filters parse(List<String> texts, Instant now, ZoneId zone) {
        List<Label> labels = new ArrayList<>();
        List<Until> untils = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : text.substring(equals + 1).strip();
            switch (name) {
                case "label", "label!" -> labels.add(label(text, value, name.endsWith("!")));
                case "until" -> untils.add(Until.parse(value, now, zone));
                default ->
                    throw new UsageException("--filter " + text
                            + ": write label=KEY, label=KEY=VALUE, label!=KEY, label!=KEY=VALUE or until=AGE");
            }
        }
        if (untils.size() > 1) {
            throw new UsageException("--filter until: write it once");
        }
        return new Filters(labels, untils.stream().findFirst());
    }

    private static Label label(String text, String written, boolean negated) {
        int equals = written.indexOf('=');
        String key = equals < 0 ? written : written.substring(0, equals);
        if (key.isEmpty()) {
            throw new UsageException(
                    "--filter " + text + ": write the key of a label, such as label=stage or label=stage=test");
        }
        return new Label(key, equals < 0 ? Optional.empty() : Optional.of(written.substring(equals + 1)), negated);
    }
}
