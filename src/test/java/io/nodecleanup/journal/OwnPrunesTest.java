package io.nodecleanup.journal;

import static io.nodecleanup.journal.Events.at;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.record;
import static io.nodecleanup.prune.Things.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.BaseUses;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Touches;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What our own prunes do to records of the build cache is no build from an image. */
class OwnPrunesTest {
    @Test
    void shouldCountNoUseOfABaseWhenALookSeesWhatOurPruneMovedBeforeItIsOver() {
        // Given
        JournalState planned = JournalState.EMPTY.withBuildCache(List.of(base(1), record("step", "base")));
        JournalState looked = planned.withBuildCache(List.of(base(9)));
        var ours = new Touches(Map.of("base", new Touches.Touch(at(9), at(1))));
        // When
        JournalState pruned = looked.withBuildCachePruned(List.of(base(9)), ours, planned.bases());
        // Then
        assertThat(baseUse(pruned)).isEqualTo(at(1));
        assertThat(baseUse(pruned.withBuildCache(List.of(base(9))))).isEqualTo(at(1));
        assertThat(baseUse(pruned.withBuildCache(List.of(base(10))))).isEqualTo(at(10));
    }

    @Test
    void shouldRememberTheLastUseByABuildWhenOurPrunesMoveItAgainAndAgain() {
        // Given
        JournalState once = JournalState.EMPTY.withBuildCachePruned(
                List.of(base(9)), new Touches(Map.of("base", new Touches.Touch(at(9), at(1)))), BaseUses.NONE);
        // When
        JournalState twice = once.withBuildCachePruned(
                List.of(base(20)), new Touches(Map.of("base", new Touches.Touch(at(20), at(9)))), BaseUses.NONE);
        // Then
        assertThat(baseUse(twice.withBuildCache(List.of(base(20))))).isEqualTo(at(1));
    }

    /** The record of a base of one layer. */
    private static CacheRecord base(int use) {
        return new CacheRecord("base", "regular", "", 10, true, false, at(0), Optional.of(at(use)), 0, List.of());
    }

    private static Instant baseUse(JournalState state) {
        Image image = sized(image("aaa", "app:1"), 10, 0, "layer");
        return KnownUses.of(state, inventory(image)).images().get(image.id());
    }
}
