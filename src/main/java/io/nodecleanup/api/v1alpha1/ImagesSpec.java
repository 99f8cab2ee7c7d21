package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The {@code images} block. What is left out has its default; {@code labelSelector} is null where it is left out. */
public record ImagesSpec(
        @Default(PRUNE)
        @SchemaFrom(type = Prune.class)
        @JsonPropertyDescription(
                "Unused: every image that no container uses, as 'docker image prune --all'. Dangling: only images without a"
                        + " name. None: no image.")
        String prune,

        @Default(UNUSED_FOR)
        @Size(min = 1, max = 32)
        @ValidationRule(value = CleanupPolicySpec.DURATION_RULE, message = CleanupPolicySpec.DURATION)
        @JsonPropertyDescription(
                "Only images not used for this long. Used means: created, tagged, run in a container, or the base of an image"
                        + " used since.")
        String unusedFor,

        @Size(max = 100)
        @ValidationRule(value = "self.all(g, g.matches('^[^ \\t\\n]+$'))", message = GLOB)
        @JsonPropertyDescription(
                "Images never deleted, as globs over their names, such as registry.example.com/base/* or *:stable. * stands"
                        + " for any characters, / among them. A glob meets the name as Docker shows it (nginx:1.27) or in full"
                        + " (docker.io/library/nginx:1.27); one without a tag (nginx) keeps all tags. One kept name keeps the whole"
                        + " image, and the record of the build cache that stands for it.")
        List<@Size(min = 1, max = 512) String> keep,

        @Default("0")
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
                "Images that bear one of this many most recently used tags of a repository stay. 0 keeps none for that.")
        int keepPerRepository,

        @Default("false")
        @JsonPropertyDescription(
                "Images stay unless it is known that a registry can give them back: a graph driver's digest proves it, or that the"
                        + " agent has seen the image pulled or pushed. The containerd store itself has no such proof.")
        boolean keepUnpullable,

        @JsonPropertyDescription("Only images with these labels. Left out, all.")
        LabelSelectorSpec labelSelector) {

    /** What of the images may go. */
    public enum Prune {
        Unused,
        Dangling,
        None
    }

    public static final String PRUNE = "Dangling";
    public static final String UNUSED_FOR = "24h";
    public static final String GLOB = "write globs without blanks, such as registry.example.com/base/* or *:stable";

    public ImagesSpec {
        prune = prune == null ? PRUNE : prune;
        unusedFor = unusedFor == null ? UNUSED_FOR : unusedFor;
        keep = keep == null ? List.of() : List.copyOf(keep);
    }
}
