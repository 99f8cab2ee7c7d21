package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A condition as Kubernetes knows them. fabric8's own has no descriptions. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @Required @Size(min = 1, max = 64) @JsonPropertyDescription("Type of the condition, such as Ready.")
        String type,

        @Required
        @SchemaFrom(type = Status.class)
        @JsonPropertyDescription("True, False, or Unknown while it cannot be told.")
        String status,

        @JsonPropertyDescription("The metadata.generation of the policy that the condition speaks of.")
        Long observedGeneration,

        @Required @JsonPropertyDescription("When the status last changed.")
        Instant lastTransitionTime,

        @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Why, as one word for programs; the documentation lists them.")
        String reason,

        @Required @Size(max = 1024) @JsonPropertyDescription("Why, as a sentence for people.")
        String message) {

    /** Of both kinds: whether the work can be done. */
    public static final String READY = "Ready";

    /** Of a NodeCleanup: how the last run ended. */
    public static final String SUCCEEDED = "Succeeded";

    /** Of a NodeCleanup whose policy has {@code diskPressure}: whether the disk is too full. */
    public static final String DISK_PRESSURE = "DiskPressure";

    /** Of a CleanupPolicy: whether nodes report failures. */
    public static final String DEGRADED = "Degraded";

    /** What a condition's status may be. */
    public enum Status {
        True,
        False,
        Unknown
    }

    /** A condition as it is now, with the transition time of the one before it where the status is still the same. */
    public static Condition of(
            String type,
            Status status,
            long observedGeneration,
            String reason,
            String message,
            List<Condition> before,
            Instant now) {
        Instant since = find(before, type)
                .filter(c -> c.status.equals(status.name()))
                .map(Condition::lastTransitionTime)
                .orElse(now);
        return new Condition(type, status.name(), observedGeneration, since, reason, Text.bounded(message, 1024));
    }

    /** The condition of this type, if the list (null counts as empty) has one. */
    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions == null
                ? Optional.empty()
                : conditions.stream().filter(c -> c.type.equals(type)).findFirst();
    }

    /** Whether the status is True. */
    public boolean holds() {
        return Status.True.name().equals(status);
    }
}
