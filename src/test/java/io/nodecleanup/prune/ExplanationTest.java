package io.nodecleanup.prune;

import static io.nodecleanup.prune.SomeRules.cache;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.Things.HOUR_AGO;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.created;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.record;
import static io.nodecleanup.prune.Things.running;
import static io.nodecleanup.prune.Things.used;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Rules.ImageRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Optional<Duration> NO_PRESSURE = Optional.empty();

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @Test
    void shouldLetEveryRuleSpeakWithItsNumbersWhenTheFirstAlreadyKeeps() {
        // Given
        Image old = image("old", "app:1");
        Inventory inventory = inventory(old, created(image("new", "app:2"), HOUR_AGO), running("web", old));
        var rules =
                rules(new ImageRules(false, DAY, 1, SomeRules.selector("a", "b"), false), new NamePattern("base/*"));
        // When
        Explanation why = Explanation.of(inventory, Usage.NONE, rules, NO_PRESSURE, old, NOW);
        // Then
        assertThat(why.scheduled().turn()).isZero();
        assertThat(why.scheduled().reason()).isEqualTo(new Reason.UsedByContainer("web"));
        assertThat(why.rulings())
                .containsExactly(
                        new Ruling("containers", true, "used by container web"),
                        new Ruling("images.keep", false, "no glob matches"),
                        new Ruling("images.keepPerRepository 1", true, "bears one of the 1 latest tags of app"),
                        new Ruling("images.labelSelector", true, "labelSelector does not select it"),
                        new Ruling("images.unusedFor 1d", true, "used 0s ago, rule 1d"));
    }

    @Test
    void shouldTellTheTurnAndHowManyTagsAreLaterWhenItGoes() {
        // Given
        Image old = image("old", "app:1");
        Inventory inventory = inventory(
                created(image("new", "app:2"), HOUR_AGO),
                created(image("newer", "app:3"), NOW),
                image("b", "b:1"),
                old);
        var rules = rules(new ImageRules(false, DAY, 1, Selector.ALL, false));
        // When
        Explanation why = Explanation.of(inventory, Usage.NONE, rules, NO_PRESSURE, old, NOW);
        // Then
        assertThat(why.scheduled().turn()).isEqualTo(1);
        assertThat(why.scheduled().removals()).isEqualTo(1);
        assertThat(why.rulings())
                .contains(new Ruling("images.keepPerRepository 1", false, "2 tags of app are later"))
                .endsWith(new Ruling("images.unusedFor 1d", false, "unused for 7d, rule 1d"))
                .noneMatch(Ruling::keeps);
    }

    @Test
    void shouldNameWhatNeedsItWhenSomethingBuiltFromItStays() {
        // Given
        CacheRecord base = record("base");
        CacheRecord child = used(record("child", "base"), HOUR_AGO);
        // When
        Explanation why = Explanation.of(
                inventory(base, child), Usage.NONE, cache(Duration.ofMinutes(90)), NO_PRESSURE, base, NOW);
        // Then
        assertThat(why.neededBy()).containsExactly(child);
        assertThat(why.lastUse())
                .contains(new Explanation.LastUsed(HOUR_AGO, "a build used step child, built from it"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSayWhatThePlanDecidesWhateverTheInventory(long seed) {
        // Given
        var generated = new GeneratedInventory(seed);
        Plan plan = Planner.plan(generated.inventory(), Usage.NONE, generated.rules(), NOW);
        List<Plan.Keep> keeps = plan.keeps();
        for (Plan.Keep keep : sample(keeps)) {
            // When
            Explanation why = Explanation.of(
                    generated.inventory(), Usage.NONE, generated.rules(), NO_PRESSURE, keep.object(), NOW);
            // Then
            Optional<Ruling> first =
                    why.rulings().stream().filter(Ruling::keeps).findFirst();
            assertThat(first.map(Ruling::text))
                    .as(keep.toString())
                    .contains(keep.reason().text());
            assertThat(why.lastUse().map(Explanation.LastUsed::origin))
                    .isNotEqualTo(Optional.of("something built from it"));
        }
        for (Plan.Removal removal : sample(plan.removals())) {
            Explanation why = Explanation.of(
                    generated.inventory(), Usage.NONE, generated.rules(), NO_PRESSURE, removal.object(), NOW);
            assertThat(why.rulings()).as(removal.toString()).noneMatch(Ruling::keeps);
            assertThat(plan.removals().get(why.scheduled().turn() - 1)).isEqualTo(removal);
            assertThat(why.neededBy()).isEmpty();
        }
    }

    @Test
    void shouldTellWhatPressureDecidesBesidesWhenItAsksForAShorterAge() {
        // Given
        CacheRecord old = record("old");
        CacheRecord young = used(record("young"), HOUR_AGO);
        Inventory inventory = inventory(old, young);
        // When
        Explanation why =
                Explanation.of(inventory, Usage.NONE, cache(DAY), Optional.of(Duration.ofMinutes(30)), young, NOW);
        // Then
        assertThat(why.scheduled().reason()).isInstanceOf(Reason.Stays.class);
        assertThat(why.underPressure()).hasValueSatisfying(decision -> {
            assertThat(decision.reason()).isInstanceOf(Reason.LeastValuable.class);
            assertThat(decision.turn()).isEqualTo(2);
            assertThat(decision.removals()).isEqualTo(2);
        });
    }

    @Test
    void shouldTellTheChanceWhenOneWasLearnt() {
        // Given
        CacheRecord step = record("a");
        UseHistory history = UseHistory.NONE.observe(Sights.ofRecords(List.of(step)));
        CacheRecord again = used(step, HOUR_AGO);
        Instant later = HOUR_AGO.plusSeconds(60);
        history = history.observe(Sights.ofRecords(List.of(again)))
                .observe(Sights.ofRecords(List.of(again, used(record("b"), later))));
        var usage = new Usage(Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), history, UseHistory.NONE);
        // When
        Explanation why = Explanation.of(
                inventory(again, used(record("b"), later)), usage, cache(Duration.ZERO), NO_PRESSURE, again, NOW);
        // Then
        assertThat(why.chance())
                .hasValueSatisfying(chance -> assertThat(chance.text()).startsWith("next use "));
    }

    private static <T> List<T> sample(List<T> all) {
        List<T> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += Math.max(1, all.size() / 12)) {
            some.add(all.get(i));
        }
        return some;
    }
}
