package io.nodecleanup.policy;

import io.nodecleanup.api.v1alpha1.BuildersSpec;
import io.nodecleanup.prune.Rules.BuilderRules;
import io.nodecleanup.prune.Rules.SizeLimit;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code spec.builders}. */
final class BuildersBlock {
    private BuildersBlock() {}

    /**
     * @param spec null if it is left out
     * @param atMaxSize the floor of age for {@code maxSize}
     */
    static Optional<BuilderRules> read(FieldReader fields, BuildersSpec spec, Duration atMaxSize) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = fields.duration("spec.builders.unusedFor", spec.unusedFor());
        Optional<SizeLimit> limit =
                fields.size("spec.builders.maxSize", spec.maxSize()).map(bytes -> new SizeLimit(bytes, atMaxSize));
        return fields.choice("spec.builders.prune", spec.prune(), BuildersSpec.Prune.class)
                .filter(prune -> prune != BuildersSpec.Prune.None)
                .map(prune -> new BuilderRules(prune == BuildersSpec.Prune.Idle, unusedFor, limit));
    }
}
