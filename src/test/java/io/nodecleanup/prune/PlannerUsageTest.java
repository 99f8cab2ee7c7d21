package io.nodecleanup.prune;

import static io.nodecleanup.prune.SomeRules.images;
import static io.nodecleanup.prune.Things.HOUR_AGO;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.WEEK_AGO;
import static io.nodecleanup.prune.Things.created;
import static io.nodecleanup.prune.Things.described;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inUse;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.record;
import static io.nodecleanup.prune.Things.shared;
import static io.nodecleanup.prune.Things.sized;
import static io.nodecleanup.prune.Things.used;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal saw, and what the build cache tells of the images that builds started from. */
class PlannerUsageTest {
    private static final Rules DAY = images(Duration.ofDays(1));

    @Test
    void shouldKeepImageWhenTheJournalSawItUsed() {
        // Given
        Image app = image("app");
        Image other = image("other");
        // When
        Plan plan = plan(usage(Map.of(app.id(), HOUR_AGO), Map.of()), app, other);
        // Then
        assertThat(removed(plan)).containsExactly(other.id());
    }

    @Test
    void shouldJudgeImageByItsFirstSightWhenNothingElseIsKnown() {
        // Given
        Image fresh = created(image("fresh"), null);
        Image old = created(image("old"), null);
        // When
        Plan plan = plan(usage(Map.of(), Map.of(fresh.id(), HOUR_AGO, old.id(), WEEK_AGO)), fresh, old);
        // Then
        assertThat(removed(plan)).containsExactly(old.id());
    }

    @Test
    void shouldNotCountTheFirstSightWhenTheCreationIsKnown() {
        // Given
        Image app = image("app");
        // When
        Plan plan = plan(usage(Map.of(), Map.of(app.id(), HOUR_AGO)), app);
        // Then
        assertThat(removed(plan)).containsExactly(app.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "from local "})
    void shouldKeepImagesOfAsManyLayersWhenBuildStartedFromNamelessBase(String description) {
        // Given
        Image one = sized(image("one"), 100, 0, "a");
        Image two = sized(image("two"), 100, 0, "b", "c");
        Image three = sized(image("three"), 100, 0, "d", "e", "f");
        CacheRecord lower = shared(described(record("lower"), description));
        CacheRecord upper = shared(described(record("upper", "lower"), description));
        CacheRecord step = used(described(record("step", "upper"), "mount / from exec /bin/sh -c make"), HOUR_AGO);
        // When
        Plan plan = plan(Usage.NONE, one, two, three, lower, upper, step);
        // Then
        assertThat(removed(plan)).containsExactlyInAnyOrder(one.id(), three.id());
    }

    @Test
    void shouldKeepBothBasesWhenBuildsStartedFromEach() {
        // Given
        Image one = sized(image("one"), 100, 0, "a");
        Image two = sized(image("two"), 100, 0, "a", "c");
        CacheRecord lower = shared(described(record("lower"), ""));
        CacheRecord upper = shared(described(record("upper", "lower"), ""));
        CacheRecord onOne = used(described(record("one", "lower"), "mount / from exec"), HOUR_AGO);
        CacheRecord onTwo = used(described(record("two", "upper"), "mount / from exec"), HOUR_AGO);
        // When
        Plan plan = plan(Usage.NONE, one, two, lower, upper, onOne, onTwo);
        // Then
        assertThat(removed(plan)).isEmpty();
    }

    @Test
    void shouldKeepNoImageForNamelessBaseWhenNoImageHasItsLayer() {
        // Given
        Image app = image("app");
        CacheRecord base = used(described(record("base"), ""), HOUR_AGO);
        // When
        Plan plan = plan(Usage.NONE, app, base);
        // Then
        assertThat(removed(plan)).containsExactly(app.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pulled from docker.io/library/base:1",
                "pulled from docker.io/library/other:2@sha256:base",
                "from local docker.io/library/base:1"
            })
    void shouldKeepTheImageThatTheRecordNamesWhenBuildStartedFromIt(String description) {
        // Given
        Image base = image("base", "base:1");
        Image other = image("app", "app:1");
        CacheRecord record = used(shared(described(record("base"), description)), HOUR_AGO);
        // When
        Plan plan = plan(Usage.NONE, base, other, record);
        // Then
        assertThat(removed(plan)).containsExactly(other.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "from local ", "pulled from docker.io/library/base:1"})
    void shouldKeepTheImageThatARunningBuildStartedFromWhateverTheAgeRule(String description) {
        // Given
        Image base = image("base", "base:1");
        Image before = sized(image("before", "before:1"), 100, 0, "a", "b");
        CacheRecord record = inUse(shared(described(record("base"), description)));
        CacheRecord step = inUse(described(record("step", "base"), "mount / from exec /bin/sh -c make"));
        CacheRecord endedLayer = shared(described(record("ended"), "pulled from docker.io/library/before:1"));
        Inventory inventory = inventory(base, before, record, step, endedLayer);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, images(Duration.ZERO), NOW);
        // Then
        assertThat(removed(plan)).containsExactly(before.id());
        assertThat(plan.keeps()).contains(new Plan.Keep(base, new Reason.UsedByBuild()));
    }

    private static Plan plan(Usage usage, Object... things) {
        return Planner.plan(inventory(things), usage, DAY, NOW);
    }

    private static Usage usage(Map<String, Instant> images, Map<String, Instant> firstSeen) {
        return new Usage(images, Map.of(), Map.of(), firstSeen, Set.of(), UseHistory.NONE, UseHistory.NONE);
    }

    private static List<String> removed(Plan plan) {
        return plan.removals().stream().map(removal -> removal.object().id()).toList();
    }
}
