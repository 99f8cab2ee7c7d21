package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/**
 * A selector over Docker labels. The operators are Kubernetes'; keys and values are Docker's, so no rule of length or characters holds for
 * them but a generous bound. Our own type: fabric8's has no descriptions, and its operators are not checked. No field is null.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LabelSelectorSpec(
        @Size(max = 32) @JsonPropertyDescription("Labels and their values, all of which must be there.")
        Map<@Size(max = 512) String, @Size(max = 4096) String> matchLabels,

        @Size(max = 32) @JsonPropertyDescription("Requirements, all of which must hold.")
        List<Requirement> matchExpressions) {

    public LabelSelectorSpec {
        matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
        matchExpressions = matchExpressions == null ? List.of() : List.copyOf(matchExpressions);
    }

    /** What a label must be. Only {@code values} may be null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = Requirement.VALUES_RULE, message = Requirement.VALUES)
    public record Requirement(
            @Required @Size(min = 1, max = 512) @JsonPropertyDescription("Key of the label.")
            String key,

            @Required
            @SchemaFrom(type = Operator.class)
            @JsonPropertyDescription(
                    "In and NotIn compare the value, Exists and DoesNotExist ask for the key alone. NotIn holds where the"
                            + " label is missing.")
            String operator,

            @Size(max = 64) @JsonPropertyDescription("Values for In and NotIn.")
            List<@Size(max = 4096) String> values) {
        public static final String VALUES = "In and NotIn need values; Exists and DoesNotExist take none";
        static final String VALUES_RULE =
                "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 : !has(self.values) || size(self.values) == 0";
    }

    /** How a label is compared. */
    public enum Operator {
        In,
        NotIn,
        Exists,
        DoesNotExist
    }
}
