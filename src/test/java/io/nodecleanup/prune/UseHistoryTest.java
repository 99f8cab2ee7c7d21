package io.nodecleanup.prune;

import static io.nodecleanup.prune.Things.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.UseHistory.Sight;
import io.nodecleanup.prune.UseHistory.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class UseHistoryTest {
    @Test
    void shouldCountAMissWhenTheParentIsUsedWithoutIt() {
        // Given
        UseHistory history = UseHistory.NONE.observe(List.of(base(0), step("a", 0)));
        // When
        history = history.observe(List.of(base(1), step("a", 0)));
        // Then
        assertThat(history.known().get("a").misses()).isEqualTo(1);
        assertThat(history.texts().get("RUN").byNewer().getFirst()).isEqualTo(new Tally(0, 1));
    }

    @Test
    void shouldCountAUseOfTheParentToWhenAChildIsUsed() {
        // Given
        UseHistory history =
                UseHistory.NONE.observe(List.of(base(0), step("a", 0))).observe(List.of(base(1), step("a", 0)));
        // When
        history = history.observe(List.of(base(1), step("a", 2)));
        // Then
        assertThat(history.known().get("a").misses()).isZero();
        assertThat(history.known().get("base").misses()).isZero();
        assertThat(history.texts().get("RUN").byNewer().getFirst()).isEqualTo(new Tally(1, 1.5));
    }

    @Test
    void shouldCountNewerSiblingsWhenTheSameStepIsBuiltAnew() {
        // Given
        UseHistory history = UseHistory.NONE.observe(List.of(base(0), step("a", 0)));
        // When
        history = history.observe(List.of(base(0), step("a", 0), step("b", 1)));
        // Then
        assertThat(history.known().get("a").newer()).isEqualTo(1);
        assertThat(history.known().get("b").newer()).isZero();
    }

    @Test
    void shouldCountNoUseWhenTimesMovedByOurOwnRemoval() {
        // Given
        UseHistory history = UseHistory.NONE.observe(List.of(base(0), step("a", 0)));
        // When
        UseHistory after = history.rebase(List.of(base(1)));
        // Then
        assertThat(after.texts()).isEqualTo(history.texts());
        assertThat(after.known()).containsOnlyKeys("base");
    }

    @Test
    void shouldMultiplyTheChancesDownTheChainWhenAParentIsLikelyMissed() {
        // Given
        List<Sight> sights =
                List.of(base(0), step("a", 0), new Sight("other", List.of(), "FROM other", NOW.plusSeconds(1)));
        UseHistory history = UseHistory.NONE.observe(sights.subList(0, 2)).observe(sights);
        // When
        Chance[] chances = history.chances(sights, Lineage.of(sights, Sight::id, Sight::parents));
        // Then
        assertThat(chances[0].value()).isLessThan(1);
        assertThat(chances[1].value()).isLessThanOrEqualTo(chances[0].value());
        assertThat(chances[2].value()).isGreaterThan(chances[0].value());
    }

    private static Sight base(int usedAt) {
        return new Sight("base", List.of(), "FROM", NOW.plusSeconds(usedAt));
    }

    private static Sight step(String id, int usedAt) {
        return new Sight(id, List.of("base"), "RUN", NOW.plusSeconds(usedAt));
    }
}
