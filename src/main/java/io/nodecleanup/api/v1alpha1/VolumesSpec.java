package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The {@code volumes} block. What is left out has its default; {@code labelSelector} is null where it is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VolumesSpec(
        @Default(PRUNE)
        @SchemaFrom(type = Prune.class)
        @JsonPropertyDescription(
                "Anonymous: volumes that nobody named, as 'docker volume prune' of Engine 23 and later. Unused: named ones too, as"
                        + " 'docker volume prune --all'; what is in them is lost. None: no volume. Volumes that a container mounts,"
                        + " running or not, volumes of another driver than local or with driver options, and the state of"
                        + " buildx builders always stay.")
        String prune,

        @Default(UNUSED_FOR)
        @Size(min = 1, max = 32)
        @ValidationRule(value = CleanupPolicySpec.DURATION_RULE, message = CleanupPolicySpec.DURATION)
        @JsonPropertyDescription(
                "Only volumes that were made, and last mounted by a container, this long ago. On a node whose agent is new they count"
                        + " as used when it first sees them.")
        String unusedFor,

        @JsonPropertyDescription("Only volumes with these labels. Left out, all.")
        LabelSelectorSpec labelSelector) {
    /** What of the volumes may go. */
    public enum Prune {
        Anonymous,
        Unused,
        None
    }

    public static final String PRUNE = "Anonymous";
    public static final String UNUSED_FOR = "24h";

    public VolumesSpec {
        prune = prune == null ? PRUNE : prune;
        unusedFor = unusedFor == null ? UNUSED_FOR : unusedFor;
    }
}
