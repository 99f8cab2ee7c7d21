package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** The {@code builders} block. What is left out has its default; {@code maxSize} is null where it is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildersSpec(
        @Default(PRUNE)
        @SchemaFrom(type = Prune.class)
        @JsonPropertyDescription(
                "Cache: from the build caches inside running builders, which stay. Idle: that, and builders that no build used for"
                        + " unusedFor, with their volumes, and volumes with the state of a builder that is gone. None: nothing.")
        String prune,

        @Default(UNUSED_FOR)
        @Size(min = 1, max = 32)
        @ValidationRule(value = CleanupPolicySpec.DURATION_RULE, message = CleanupPolicySpec.DURATION)
        @JsonPropertyDescription("Only records of their caches, and builders, that no build used for this long.")
        String unusedFor,

        @ValidationRule(value = DiskPressureSpec.QUANTITY_RULE, message = DiskPressureSpec.QUANTITY)
        @JsonPropertyDescription(
                "A run leaves at most this much of the cache of each running builder, such as 20Gi: BuildKit chooses what goes,"
                        + " however short the time that it is unused, but not below diskPressure.unusedFor (1h).")
        Quantity maxSize) {

    /** What of buildx's docker-container builders may go. */
    public enum Prune {
        Cache,
        Idle,
        None
    }

    public static final String PRUNE = "Cache";
    public static final String UNUSED_FOR = "7d";

    public BuildersSpec {
        prune = prune == null ? PRUNE : prune;
        unusedFor = unusedFor == null ? UNUSED_FOR : unusedFor;
    }
}
