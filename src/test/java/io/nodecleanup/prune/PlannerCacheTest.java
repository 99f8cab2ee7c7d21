package io.nodecleanup.prune;

import static io.nodecleanup.prune.Plans.keeps;
import static io.nodecleanup.prune.Plans.names;
import static io.nodecleanup.prune.SomeRules.cache;
import static io.nodecleanup.prune.SomeRules.danglingCache;
import static io.nodecleanup.prune.SomeRules.images;
import static io.nodecleanup.prune.SomeRules.keeping;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.Things.HOUR_AGO;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.described;
import static io.nodecleanup.prune.Things.inUse;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.record;
import static io.nodecleanup.prune.Things.shared;
import static io.nodecleanup.prune.Things.used;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlannerCacheTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void shouldKeepRecordsAndTheirAncestorsWhenUsedByABuild() {
        // Given
        Inventory inventory = inventory(record("a"), record("b", "a"), inUse(record("c", "b")), record("d", "a"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, cache(Duration.ZERO), NOW);
        // Then
        assertThat(names(plan)).containsExactly("step d");
        assertThat(keeps(plan))
                .containsEntry("step c", "used by a running build")
                .containsEntry("step b", "needed by step c")
                .containsEntry("step a", "needed by step b");
    }

    @Test
    void shouldCountUseOfARecordForItsAncestorsWhenACacheHitLeavesTheirTimes() {
        // Given
        Inventory inventory = inventory(record("a"), record("b", "a"), used(record("c", "b"), HOUR_AGO));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, cache(DAY), NOW);
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(keeps(plan)).containsEntry("step a", "used 1h ago, rule 1d");
    }

    @Test
    void shouldKeepSharedRecordsWhenDanglingOnly() {
        // Given
        Inventory inventory = inventory(shared(record("s")), record("r"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, danglingCache(DAY), NOW);
        // Then
        assertThat(names(plan)).containsExactly("step r");
    }

    @Test
    void shouldKeepTheRecordThatStandsForAKeptImageWhenImagesHaveNoRule() {
        // Given
        CacheRecord base = described(record("b"), "pulled from registry.example.com/base/jdk:25@sha256:abc");
        var rules = rules(keeping("registry.example.com/base/*"), cache(DAY));
        // When
        Plan plan = Planner.plan(inventory(base), Usage.NONE, rules, NOW);
        // Then
        assertThat(plan.keeps())
                .extracting(Plan.Keep::reason)
                .containsExactly(new Reason.Kept("registry.example.com/base/*"));
    }

    @Test
    void shouldKeepTheRecordThatStandsForAKeptImage() {
        // Given
        CacheRecord base = described(record("b"), "pulled from registry.example.com/base/jdk:25@sha256:abc");
        CacheRecord other = described(record("o"), "pulled from registry.example.com/other:1");
        var rules = rules(images(DAY, "registry.example.com/base/*"), cache(DAY));
        // When
        Plan plan = Planner.plan(inventory(base, other), Usage.NONE, rules, NOW);
        // Then
        assertThat(names(plan)).containsExactly("pulled from registry.example.com/other:1");
        assertThat(plan.keeps())
                .extracting(Plan.Keep::reason)
                .containsExactly(new Reason.Kept("registry.example.com/base/*"));
    }
}
