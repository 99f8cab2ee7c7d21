package io.nodecleanup.prune;

import static io.nodecleanup.prune.Things.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds under pressure for any inventory, any rules and any amount. Each case is twenty seeds, and a failure names the one. */
class PressurePropertiesTest {
    private static final int CASES = 100;
    private static final int SEEDS_A_CASE = 20;
    private static final List<Long> AMOUNTS = List.of(0L, 1L, 100L, 1_000L, 5_000L, Long.MAX_VALUE);

    static Stream<Long> firstSeeds() {
        return LongStream.range(0, CASES).mapToObj(i -> i * SEEDS_A_CASE);
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldNeverRemoveLessWhenMoreMustGo(long first) {
        for (long seed = first; seed < first + SEEDS_A_CASE; seed++) {
            // Given
            var generated = new GeneratedInventory(seed);
            Set<String> before = Set.of();
            for (long amount : AMOUNTS) {
                // When
                Plan plan = relieve(generated, amount);
                // Then
                Set<String> gone = ids(plan);
                assertThat(gone).as("seed %d, amount %d", seed, amount).containsAll(before);
                assertThat(plan.predictedBytes())
                        .as("seed %d, amount %d", seed, amount)
                        .isGreaterThanOrEqualTo(Math.min(amount, plan.eligibleBytes()));
                before = gone;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldRemoveNothingYoungerThanTheFloorNorAParentBeforeItsChildrenWhenUnderPressure(long first) {
        for (long seed = first; seed < first + SEEDS_A_CASE; seed++) {
            // Given
            var generated = new GeneratedInventory(seed);
            // When
            Plan plan = relieve(generated, 2_000);
            // Then
            Set<String> gone = new HashSet<>();
            for (Plan.Removal removal : plan.removals()) {
                if (removal.object() instanceof CacheRecord record) {
                    assertThat(record.inUse()).as("seed %d", seed).isFalse();
                    assertThat(generated.inventory().cacheRecords())
                            .as("seed %d", seed)
                            .noneMatch(child -> child.parents().contains(record.id()) && !gone.contains(child.id()));
                }
                if (removal.reason() instanceof Reason.LeastValuable reason
                        && !reason.floor().isZero()) {
                    Duration shortest = removal.object() instanceof Image
                            ? generated.rules().images().orElseThrow().unusedFor()
                            : generated.rules().buildCache().orElseThrow().unusedFor();
                    Duration least = shortest.compareTo(reason.floor()) < 0 ? shortest : reason.floor();
                    if (!least.isZero()) {
                        assertThat(reason.age().orElseThrow())
                                .as("seed %d", seed)
                                .isGreaterThanOrEqualTo(least);
                    }
                }
                gone.add(removal.object().id());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldDoNoMoreThanAScheduledRunWhenAllThatMayGoIsTooLittle(long first) {
        for (long seed = first; seed < first + SEEDS_A_CASE; seed++) {
            // Given
            var generated = new GeneratedInventory(seed);
            var tooMuch = new Pressure(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofHours(1));
            // When
            Plan plan = Planner.plan(generated.inventory(), Usage.NONE, generated.rules(), Optional.of(tooMuch), NOW);
            // Then
            assertThat(ids(plan))
                    .as("seed %d", seed)
                    .isEqualTo(ids(Planner.plan(generated.inventory(), Usage.NONE, generated.rules(), NOW)));
        }
    }

    private static Plan relieve(GeneratedInventory generated, long bytes) {
        var pressure = new Pressure(bytes, 0, Duration.ofHours(1));
        return Planner.plan(generated.inventory(), Usage.NONE, generated.rules(), Optional.of(pressure), NOW);
    }

    private static Set<String> ids(Plan plan) {
        return plan.removals().stream().map(removal -> removal.object().id()).collect(Collectors.toSet());
    }
}
