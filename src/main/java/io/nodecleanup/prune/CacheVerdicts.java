package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.CacheRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rules say of each cache record. */
final class CacheVerdicts {
    private CacheVerdicts() {}

    /**
     * @param keptImages patterns of images; the records that stand for them stay too
     */
    static Verdicts<CacheRecord> of(CacheRules rules, List<NamePattern> keptImages, LastUse lastUse, Instant now) {
        List<Check<CacheRecord>> checks = new ArrayList<>();
        checks.add(Check.that(CacheRecord::inUse, Reason.UsedByBuild::new, "builds", "no running build uses it"));
        if (!keptImages.isEmpty()) {
            checks.add(new Check<>(
                    "images.keep",
                    record -> record.pulledFrom()
                            .flatMap(name -> NamePattern.first(keptImages, List.of(name)))
                            .map(keep -> new Reason.Kept(keep.glob())),
                    record -> record.pulledFrom().isPresent() ? "no glob matches" : "stands for no image"));
        }
        if (rules.danglingOnly()) {
            checks.add(Check.that(
                    record -> record.shared() || record.isInternal(),
                    Reason.NotDangling::new,
                    "buildCache.prune Dangling",
                    "dangling"));
        }
        return new Verdicts<>(
                checks,
                AgeRule.named("buildCache.unusedFor", rules.unusedFor()),
                record -> AgeRule.weigh(Optional.of(lastUse.of(record)), rules.unusedFor(), now));
    }
}
