package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** The {@code buildCache} block. What is left out has its default; {@code maxSize} is null where it is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildCacheSpec(
        @Default(PRUNE)
        @SchemaFrom(type = Prune.class)
        @JsonPropertyDescription(
                "All: every record that no build uses, as 'docker builder prune --all'. Dangling: only records that no image"
                        + " shares and that are not internal, as 'docker builder prune'. None: no record.")
        String prune,

        @Default(UNUSED_FOR)
        @Size(min = 1, max = 32)
        @ValidationRule(value = CleanupPolicySpec.DURATION_RULE, message = CleanupPolicySpec.DURATION)
        @JsonPropertyDescription(
                "Only records that no build used for this long. The use of a record counts for all that it was built from.")
        String unusedFor,

        @ValidationRule(value = DiskPressureSpec.QUANTITY_RULE, message = DiskPressureSpec.QUANTITY)
        @JsonPropertyDescription(
                "A run leaves at most this much of the build cache, such as 50Gi: the least valuable records go first, however"
                        + " short the time that they are unused, but not below diskPressure.unusedFor (1h). Layers that images"
                        + " have too do not count.")
        Quantity maxSize) {

    /** What of the build cache may go. */
    public enum Prune {
        All,
        Dangling,
        None
    }

    public static final String PRUNE = "All";
    public static final String UNUSED_FOR = "48h";

    public BuildCacheSpec {
        prune = prune == null ? PRUNE : prune;
        unusedFor = unusedFor == null ? UNUSED_FOR : unusedFor;
    }
}
