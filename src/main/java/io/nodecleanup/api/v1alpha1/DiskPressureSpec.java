package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** The {@code diskPressure} block. {@code lowPercent} and {@code minFree} are null where they are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.lowPercent) || self.lowPercent < self.highPercent",
        message = DiskPressureSpec.LOW_BELOW_HIGH)
public record DiskPressureSpec(
        @Required
        @Min(1)
        @Max(99)
        @JsonPropertyDescription(
                "When more than this share of the bytes or inodes of the fullest of engine.diskPaths is used, the least valuable"
                        + " images and cache records are removed at once, of those that the policy prunes.")
        Integer highPercent,

        @Min(0)
        @Max(98)
        @JsonPropertyDescription(
                "Removal ends when no more than this share is used. Left out, it is ten less than highPercent.")
        Integer lowPercent,

        @ValidationRule(value = QUANTITY_RULE, message = QUANTITY)
        @JsonPropertyDescription("When less than this is free, such as 20Gi, the same is done until as much is free.")
        Quantity minFree,

        @Default(UNUSED_FOR)
        @Size(min = 1, max = 32)
        @ValidationRule(value = CleanupPolicySpec.DURATION_RULE, message = CleanupPolicySpec.DURATION)
        @JsonPropertyDescription(
                "Under pressure, and for buildCache.maxSize, only images and cache records that were not used for this long;"
                        + " where their own unusedFor is shorter, that one holds.")
        String unusedFor) {

    public static final String UNUSED_FOR = "1h";
    public static final String LOW_BELOW_HIGH = "write a lowPercent below highPercent";
    public static final String QUANTITY = "write a size of at least 1Mi, such as 20Gi or 50G";
    static final String QUANTITY_RULE =
            "type(self) == int ? self >= 1048576 : isQuantity(self) && !quantity(self).isLessThan(quantity('1Mi'))";

    public DiskPressureSpec {
        unusedFor = unusedFor == null ? UNUSED_FOR : unusedFor;
    }
}
