package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The {@code networks} block. What is left out has its default; {@code labelSelector} is null where it is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworksSpec(
        @Default(PRUNE)
        @SchemaFrom(type = Prune.class)
        @JsonPropertyDescription(
                "Unused: networks that no container names, stopped ones included, which could not start any more. The engine's own"
                        + " and Swarm's always stay. None: no network.")
        String prune,

        @Default(UNUSED_FOR)
        @Size(min = 1, max = 32)
        @ValidationRule(value = CleanupPolicySpec.DURATION_RULE, message = CleanupPolicySpec.DURATION)
        @JsonPropertyDescription(
                "Only networks that were made, and last named by a container, this long ago. On a node whose agent is new they count"
                        + " as used when it first sees them.")
        String unusedFor,

        @JsonPropertyDescription("Only networks with these labels. Left out, all.")
        LabelSelectorSpec labelSelector) {
    /** What of the networks may go. */
    public enum Prune {
        Unused,
        None
    }

    public static final String PRUNE = "Unused";
    public static final String UNUSED_FOR = "24h";

    public NetworksSpec {
        prune = prune == null ? PRUNE : prune;
        unusedFor = unusedFor == null ? UNUSED_FOR : unusedFor;
    }
}
