package io.nodecleanup.prune;

import static io.nodecleanup.prune.Things.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for any inventory and any rules. Each case is twenty seeds, and a failure names the one; the properties are checked by plain
 * means of their own, not by the planner's.
 */
class PlannerPropertiesTest {
    private static final int CASES = 250;
    private static final int SEEDS_A_CASE = 20;

    static Stream<Long> firstSeeds() {
        return LongStream.range(0, CASES).mapToObj(i -> i * SEEDS_A_CASE);
    }

    @FunctionalInterface
    private interface Property {
        void check(GeneratedInventory generated, Plan plan, String seed);
    }

    private static void forSeeds(long first, Property property) {
        for (long seed = first; seed < first + SEEDS_A_CASE; seed++) {
            var generated = new GeneratedInventory(seed);
            property.check(
                    generated, Planner.plan(generated.inventory(), Usage.NONE, generated.rules(), NOW), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldPlanNothingThatIsInUseWhateverTheRules(long first) {
        // Given, When
        forSeeds(first, (generated, plan, seed) -> {
            Set<String> removed = ids(plan);
            // Then
            for (Container container : generated.inventory().containers()) {
                if (container.running() || container.restarts()) {
                    assertThat(removed).as(seed).doesNotContain(container.id());
                }
                if (!removed.contains(container.id())) {
                    assertThat(removed).as(seed).doesNotContain(container.imageId());
                }
            }
            assertThat(generated.inventory().containers())
                    .as(seed)
                    .noneMatch(container -> !removed.contains(container.id())
                            && container.mountedImages().stream().anyMatch(removed::contains));
            for (CacheRecord record : generated.inventory().cacheRecords()) {
                assertThat(record.inUse() && removed.contains(record.id()))
                        .as(seed)
                        .isFalse();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldPlanNothingThatIsKeptByNameOrTooYoungWhateverElse(long first) {
        // Given, When
        forSeeds(first, (generated, plan, seed) -> {
            // Then
            generated
                    .rules()
                    .images()
                    .ifPresent(rules -> removedImages(plan).forEach(image -> {
                        assertThat(image.tags())
                                .as(seed)
                                .noneMatch(tag ->
                                        generated.rules().keptImages().stream().anyMatch(p -> p.matches(tag)));
                        assertThat(image.pullable() == Pullable.YES || !rules.keepUnpullable())
                                .as(seed)
                                .isTrue();
                        assertThat(rules.selector().selects(image.labels()))
                                .as(seed)
                                .isTrue();
                        if (!rules.unusedFor().isZero()) {
                            assertThat(Stream.of(image.created(), image.lastTagged())
                                            .flatMap(Optional::stream))
                                    .as(seed)
                                    .allMatch(use -> !use.isAfter(NOW.minus(rules.unusedFor())));
                        }
                    }));
            generated
                    .rules()
                    .buildCache()
                    .ifPresent(rules -> plan.removals().forEach(removal -> {
                        if (removal.object() instanceof CacheRecord record
                                && !rules.unusedFor().equals(Duration.ZERO)) {
                            assertThat(record.lastUsed().orElse(record.created()))
                                    .as(seed)
                                    .isBeforeOrEqualTo(NOW.minus(rules.unusedFor()));
                        }
                    }));
        });
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldRemoveNoParentBeforeOrWithoutItsChildren(long first) {
        // Given, When
        forSeeds(first, (generated, plan, seed) -> {
            Set<String> gone = new HashSet<>();
            // Then
            for (Plan.Removal removal : plan.removals()) {
                if (removal.object() instanceof CacheRecord record) {
                    assertThat(generated.inventory().cacheRecords())
                            .as(seed)
                            .noneMatch(child -> child.parents().contains(record.id()) && !gone.contains(child.id()));
                }
                gone.add(removal.object().id());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldLeaveTheLatestTagsOfEachRepositoryWhenToldToKeepSome(long first) {
        // Given, When
        forSeeds(first, (generated, plan, seed) -> {
            Set<String> removed = ids(plan);
            int keep = generated
                    .rules()
                    .images()
                    .map(Rules.ImageRules::keepPerRepository)
                    .orElse(0);
            Map<String, List<Image>> byRepository = new HashMap<>();
            generated
                    .inventory()
                    .images()
                    .forEach(image -> image.tags()
                            .forEach(tag -> byRepository
                                    .computeIfAbsent(tag.substring(0, tag.indexOf(':')), name -> new ArrayList<>())
                                    .add(image)));
            // Then
            byRepository.forEach((repository, tagged) -> {
                long left = tagged.stream()
                        .filter(image -> !removed.contains(image.id()))
                        .count();
                assertThat(left)
                        .as("%s, tags left of %s", seed, repository)
                        .isGreaterThanOrEqualTo(Math.min(keep, tagged.size()));
            });
        });
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldPredictNoMoreThanTheLayersThatGoAndJustThatWhenTheEngineTellsEnough(long first) {
        // Given, When
        forSeeds(first, (generated, plan, seed) -> {
            Set<String> gone = ids(plan);
            long others = plan.removals().stream()
                    .filter(removal -> switch (removal.object()) {
                        case Image image -> false;
                        case Container container -> true;
                        case Volume volume -> true;
                        case Network network -> true;
                        case Builder builder -> true;
                        case BuilderCache cache -> true;
                        case CacheRecord record -> false;
                    })
                    .mapToLong(removal -> removal.object().sizeBytes())
                    .sum();
            long truth = generated.bytesWithout(Set.of()) - generated.bytesWithout(gone) + others;
            // Then
            assertThat(plan.predictedBytes()).as(seed).isLessThanOrEqualTo(truth);
            if (generated.tellsEnough()) {
                assertThat(plan.predictedBytes()).as(seed).isEqualTo(truth);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldAccountForEverythingOnceAndPlanTheSameWhenListedInAnotherOrder(long first) {
        // Given, When
        forSeeds(first, (generated, plan, seed) -> {
            Inventory inventory = generated.inventory();
            var shuffled = new Inventory(
                    shuffled(inventory.images()),
                    shuffled(inventory.containers()),
                    shuffled(inventory.cacheRecords()),
                    shuffled(inventory.volumes()),
                    shuffled(inventory.networks()));
            // Then
            assertThat(Planner.plan(shuffled, Usage.NONE, generated.rules(), NOW))
                    .as(seed)
                    .isEqualTo(plan);
            assertThat(Stream.concat(
                            plan.removals().stream()
                                    .map(removal -> removal.object().id()),
                            plan.keeps().stream().map(keep -> keep.object().id())))
                    .as(seed)
                    .doesNotHaveDuplicates()
                    .hasSize(inventory.images().size()
                            + inventory.containers().size()
                            + inventory.cacheRecords().size()
                            + inventory.volumes().size()
                            + inventory.networks().size());
        });
    }

    private static Set<String> ids(Plan plan) {
        return plan.removals().stream().map(removal -> removal.object().id()).collect(Collectors.toSet());
    }

    private static Stream<Image> removedImages(Plan plan) {
        return plan.removals().stream()
                .map(Plan.Removal::object)
                .filter(Image.class::isInstance)
                .map(Image.class::cast);
    }

    private static <T> List<T> shuffled(List<T> things) {
        List<T> copy = new ArrayList<>(things);
        Collections.shuffle(copy, new Random(1));
        return copy;
    }
}
