package io.nodecleanup.prune;

import static io.nodecleanup.prune.SomeRules.images;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.WEEK_AGO;
import static io.nodecleanup.prune.Things.created;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.record;
import static io.nodecleanup.prune.Things.running;
import static io.nodecleanup.prune.Things.shared;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a record of the build cache is worth to a disk that is too full. */
class PlannerPressureTest {
    private static final Rules RULES = rules(images(Duration.ofDays(30)), SomeRules.cache(Duration.ofDays(30)));
    private static final Pressure ALL = new Pressure(Long.MAX_VALUE, 0, Duration.ZERO);

    private final Image image = created(image("app", "app:1"), WEEK_AGO);
    private final CacheRecord itsStep = shared(record("its-step"));

    @Test
    void shouldKeepARecordThatFreesNothingWhenTheImageThatHasItStays() {
        // Given
        Inventory inventory = inventory(image, running("web", image), itsStep, record("other"));
        // When
        Plan plan = relieve(inventory);
        // Then
        assertThat(ids(plan)).containsExactly("other");
        assertThat(plan.keeps())
                .filteredOn(keep -> keep.object().equals(itsStep))
                .singleElement()
                .satisfies(keep -> assertThat(keep.reason().name()).isEqualTo("FreesNothing"));
    }

    @Test
    void shouldRemoveTheRecordOfAnImageWhenTheImageGoesToo() {
        // Given
        Inventory inventory = inventory(image, itsStep);
        // When
        Plan plan = relieve(inventory);
        // Then
        assertThat(ids(plan)).containsExactlyInAnyOrder(image.id(), "its-step");
    }

    @Test
    void shouldRemoveARecordThatFreesNothingWhenOneThatItWasBuiltFromFreesSomething() {
        // Given
        CacheRecord below = record("below");
        CacheRecord step = shared(record("step", "below"));
        Inventory inventory = inventory(image, running("web", image), below, step);
        // When
        Plan plan = relieve(inventory);
        // Then
        assertThat(ids(plan)).containsExactly("step", "below");
    }

    @Test
    void shouldPlanAllThatMayBeNeededWhenNothingTellsHowMuchOfACopyIsOne() {
        // Given
        Inventory inventory = withCopies(inventory(shared(record("one")), shared(record("two")), record("three")));
        var oneRecord = new Pressure(9, 0, Duration.ZERO);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, RULES, Optional.of(oneRecord), NOW);
        // Then
        assertThat(ids(plan)).contains("three");
    }

    @Test
    void shouldCountCopiesThatTheEngineDoesNotCountWhenAskedWhetherThePressureIsOurs() {
        // Given
        Inventory plain = inventory(shared(record("one")));
        var pressure = new Pressure(10, 5, Duration.ZERO);
        // When
        Plan plan = Planner.plan(withCopies(plain), Usage.NONE, RULES, Optional.of(pressure), NOW);
        // Then
        assertThat(plan.removals()).hasSize(1);
        assertThat(plan.eligibleBytes()).isEqualTo(10);
        assertThat(Planner.plan(plain, Usage.NONE, RULES, Optional.of(pressure), NOW)
                        .removals())
                .isEmpty();
    }

    @Test
    void shouldPlanATenthMoreThanMustGoSinceBuildsWriteMeanwhile() {
        // Given
        Inventory inventory = inventory(record("one"), record("two"), record("three"));
        var oneRecord = new Pressure(10, 0, Duration.ZERO);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, RULES, Optional.of(oneRecord), NOW);
        // Then
        assertThat(plan.removals()).hasSize(2);
    }

    /** As on the containerd store. */
    private static Inventory withCopies(Inventory plain) {
        return new Inventory(
                plain.images(),
                plain.containers(),
                plain.cacheRecords(),
                plain.volumes(),
                plain.networks(),
                plain.builders(),
                true);
    }

    private static Plan relieve(Inventory inventory) {
        return Planner.plan(inventory, Usage.NONE, RULES, Optional.of(ALL), NOW);
    }

    private static List<String> ids(Plan plan) {
        return plan.removals().stream().map(removal -> removal.object().id()).toList();
    }
}
