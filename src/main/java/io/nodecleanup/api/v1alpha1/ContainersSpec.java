package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The {@code containers} block. What is left out has its default; {@code labelSelector} is null where it is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContainersSpec(
        @Default(PRUNE)
        @SchemaFrom(type = Prune.class)
        @JsonPropertyDescription(
                "Exited: containers that do not run, as 'docker container prune', but for those with a restart policy, those of"
                        + " Kubernetes and buildx builders. Their volumes stay. None: no container.")
        String prune,

        @Default(EXITED_FOR)
        @Size(min = 1, max = 32)
        @ValidationRule(value = CleanupPolicySpec.DURATION_RULE, message = CleanupPolicySpec.DURATION)
        @JsonPropertyDescription(
                "Only containers that ended this long ago, or were made this long ago and never started.")
        String exitedFor,

        @JsonPropertyDescription("Only containers with these labels. Left out, all.")
        LabelSelectorSpec labelSelector) {

    /** What of the containers may go. */
    public enum Prune {
        Exited,
        None
    }

    public static final String PRUNE = "Exited";
    public static final String EXITED_FOR = "24h";

    public ContainersSpec {
        prune = prune == null ? PRUNE : prune;
        exitedFor = exitedFor == null ? EXITED_FOR : exitedFor;
    }
}
