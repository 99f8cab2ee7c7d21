package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A toleration as in a Pod; its fields are null where left out. Our own type, since fabric8's carries no descriptions and no bounds. */
@ValidationRule(
        value = "!has(self.key) || size(self.key) == 0 ? has(self.operator) && self.operator == 'Exists' : true",
        message = "write the key of the taint, or operator: Exists to tolerate every taint")
@ValidationRule(
        value = "!(has(self.operator) && self.operator == 'Exists' && has(self.value) && size(self.value) > 0)",
        message = "operator Exists takes no value: leave the value out, or write operator: Equal")
@ValidationRule(
        value = "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
        message = "tolerationSeconds goes with effect: NoExecute only")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentToleration(
        @Size(max = 317)
        @JsonPropertyDescription("Key of the taint. Left out, with operator Exists, it matches every taint.")
        String key,

        @SchemaFrom(type = Operator.class)
        @JsonPropertyDescription("Equal compares the value, Exists does not. Left out, it is Equal.")
        String operator,

        @Size(max = 63) @JsonPropertyDescription("Value of the taint, for operator Equal.")
        String value,

        @SchemaFrom(type = Effect.class)
        @JsonPropertyDescription("Effect of the taint. Left out, it matches every effect.")
        String effect,

        @JsonPropertyDescription(
                "With effect NoExecute: how many seconds the agent stays after the taint came. Left out, for ever.")
        Long tolerationSeconds) {

    /** How a toleration compares. */
    public enum Operator {
        Equal,
        Exists
    }

    /** What a taint does. */
    public enum Effect {
        NoSchedule,
        PreferNoSchedule,
        NoExecute
    }
}
