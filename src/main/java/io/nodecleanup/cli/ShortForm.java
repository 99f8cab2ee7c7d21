package io.nodecleanup.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.policy.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The words of {@code docker system prune}, as the policy they stand for. That policy is run by its text, like one from a file, so that
 * what is printed is what is done.
 *
 * @param policy the policy, in YAML
 * @param notes where it differs from what Docker would do by these words, as sentences
 */
record ShortForm(String policy, List<String> notes) {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new PlainWords())
            .build());

    /** Quotes everything but words and durations: the library would leave {@code 0x1f} bare, which reads as 31. */
    private static final class PlainWords extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z][-A-Za-z0-9./]*|([0-9]+[wdhms])+");

        @Override
        public boolean needToQuoteValue(String value) {
            return !PLAIN.matcher(value).matches() || super.needToQuoteValue(value);
        }
    }

    ShortForm {
        notes = List.copyOf(notes);
    }

    /**
     * The policy for these words.
     *
     * @throws UsageException if they cannot stand together, or one is wrong
     */
    static ShortForm of(boolean all, boolean volumes, List<String> filterTexts, Instant now, ZoneId zone) {
        Filters filters = Filters.parse(filterTexts, now, zone);
        if (volumes && filters.until().isPresent()) {
            throw new UsageException(
                    "--filter until does not go with --volumes, in Docker neither: prune the volumes by a command of"
                            + " their own, or write a policy with volumes.unusedFor");
        }
        List<String> notes = new ArrayList<>();
        filters.until()
                .flatMap(Until::pointInTime)
                .ifPresent(moment -> notes.add(
                        "until is the age that " + moment + " has now; run again, the same words mean a longer one"));
        String age = DurationText.of(filters.until().map(Until::age).orElse(Duration.ZERO));
        ObjectNode policy = YAML.createObjectNode();
        policy.put("apiVersion", CleanupPolicy.GROUP + "/" + CleanupPolicy.VERSION)
                .put("kind", "CleanupPolicy");
        policy.putObject("metadata").put("name", "docker-system-prune");
        ObjectNode spec = policy.putObject("spec");
        spec.putObject("nodeSelector");
        select(spec.putObject("containers").put("prune", "Exited").put("exitedFor", age), filters);
        select(
                spec.putObject("images")
                        .put("prune", all ? "Unused" : "Dangling")
                        .put("unusedFor", age),
                filters);
        if (volumes) {
            select(spec.putObject("volumes").put("prune", "Anonymous").put("unusedFor", age), filters);
        }
        select(spec.putObject("networks").put("prune", "Unused").put("unusedFor", age), filters);
        if (filters.labels().isEmpty()) {
            spec.putObject("buildCache").put("prune", all ? "All" : "Dangling").put("unusedFor", age);
        } else {
            notes.add(
                    "the build cache stays: it has no labels (Docker passes over the filter and removes the cache whole)");
        }
        try {
            return new ShortForm(YAML.writeValueAsString(policy), notes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void select(ObjectNode block, Filters filters) {
        if (filters.labels().isEmpty()) {
            return;
        }
        var requirements = block.putObject("labelSelector").putArray("matchExpressions");
        for (Filters.Label label : filters.labels()) {
            ObjectNode requirement =
                    requirements.addObject().put("key", label.key()).put("operator", label.operator());
            label.value().ifPresent(value -> requirement.putArray("values").add(value));
        }
    }
}
