package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.CacheRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the rules say of each cache record by itself, its children apart. */
record CacheVerdicts(CacheRules rules, List<NamePattern> keptImages, LastUse lastUse, Instant now) {
    Reason of(CacheRecord record) {
        if (record.inUse()) {
            return new Reason.UsedByBuild();
        }
        Optional<NamePattern> keep = record.pulledFrom().flatMap(name -> NamePattern.first(keptImages, List.of(name)));
        if (keep.isPresent()) {
            return new Reason.Kept(keep.get().glob());
        }
        if (rules.danglingOnly() && (record.shared() || record.isInternal())) {
            return new Reason.NotDangling();
        }
        return AgeRule.weigh(Optional.of(lastUse.of(record)), rules.unusedFor(), now);
    }
}
