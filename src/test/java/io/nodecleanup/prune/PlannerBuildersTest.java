package io.nodecleanup.prune;

import static io.nodecleanup.prune.SomeBuilders.TWO_DAYS_AGO;
import static io.nodecleanup.prune.SomeBuilders.container;
import static io.nodecleanup.prune.SomeBuilders.gone;
import static io.nodecleanup.prune.SomeBuilders.inState;
import static io.nodecleanup.prune.SomeBuilders.record;
import static io.nodecleanup.prune.SomeBuilders.running;
import static io.nodecleanup.prune.SomeBuilders.used;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Rules.BuilderRules;
import io.nodecleanup.prune.Rules.SizeLimit;
import io.nodecleanup.prune.Rules.VolumeRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** buildx's docker-container builders. */
class PlannerBuildersTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Rules CACHE = rules(false, DAY);
    private static final Rules IDLE = rules(true, DAY);

    @Test
    void shouldTakeOldRecordsFromTheCacheAndKeepTheBuilderWhenTheRuleIsCache() {
        // Given
        Builder builder = running(record("old", TWO_DAYS_AGO), record("young", Things.HOUR_AGO));
        // When
        Plan plan = plan(CACHE, builder);
        // Then
        assertThat(plan.removals())
                .containsExactly(new Plan.Removal(
                        new BuilderCache(builder, DAY, OptionalLong.empty(), 10),
                        new BuilderReason.CacheUnused(1, DAY)));
        assertThat(plan.keeps()).contains(new Plan.Keep(builder, new BuilderReason.OnlyItsCache()));
        assertThat(plan.predictedBytes()).isEqualTo(10);
    }

    @Test
    void shouldNotCountWhatAYoungRecordWasBuiltFrom() {
        // Given
        Builder builder = running(record("base", TWO_DAYS_AGO), record("young", Things.HOUR_AGO, "base"));
        // When
        Plan plan = plan(CACHE, builder);
        // Then
        assertThat(plan.removals()).isEmpty();
    }

    @Test
    void shouldTakeNoMoreThanBringsTheCacheToItsLimitAndNothingYoungerThanTheFloor() {
        // Given
        Builder builder =
                running(record("a", Things.HOUR_AGO), record("b", Things.HOUR_AGO), record("c", Things.NOW), used("d"));
        Duration floor = Duration.ofMinutes(30);
        var limit = new SizeLimit(25, floor);
        // When
        Plan plan = plan(SomeRules.rules(new BuilderRules(false, DAY, Optional.of(limit))), builder);
        // Then
        assertThat(plan.removals())
                .containsExactly(new Plan.Removal(
                        new BuilderCache(builder, floor, OptionalLong.of(25), 15),
                        new BuilderReason.CacheOverMaxSize(floor)));
    }

    @Test
    void shouldTakeAWholeBuilderWithItsVolumeWhenNoBuildUsedItForLongAndTheRuleIsIdle() {
        // Given
        Builder builder = running(record("old", TWO_DAYS_AGO));
        Container container = builder.container().orElseThrow();
        Volume volume = builder.volume().orElseThrow();
        // When
        Plan plan = plan(IDLE, builder, container, volume);
        // Then
        assertThat(plan.keeps()).isEmpty();
        assertThat(plan.removals())
                .containsExactly(
                        new Plan.Removal(builder, new BuilderReason.Idle(Optional.of(Duration.ofDays(2)), DAY)));
        assertThat(plan.predictedBytes()).isEqualTo(builder.sizeBytes()).isEqualTo(7);
    }

    @Test
    void shouldKeepABuilderThatIsInUseOrCannotTellOrHasAnEmptyCache() {
        // Given
        Builder building = inState("building", new Builder.Running(List.of(record("old", TWO_DAYS_AGO)), true));
        Builder silent = inState("silent", new Builder.Unreadable("no buildctl"));
        Builder empty = inState("empty", new Builder.Running(List.of(), false));
        // When
        Plan plan = plan(IDLE, building, silent, empty);
        // Then
        assertThat(plan.keeps())
                .contains(
                        new Plan.Keep(building, new Reason.UsedByBuild()),
                        new Plan.Keep(silent, new BuilderReason.BuilderUnreadable("no buildctl")),
                        new Plan.Keep(empty, new Reason.LastUseUnknown(DAY)));
        assertThat(plan.removals())
                .extracting(Plan.Removal::reason)
                .containsExactly(new BuilderReason.CacheUnused(1, DAY));
    }

    @ParameterizedTest
    @CsvSource({"Idle, 2", "Cache, 0"})
    void shouldTakeStoppedBuildersAndVolumesWithoutOneWhenTheRuleIsIdleAlone(String rule, int removals) {
        // Given
        Builder stopped = inState("stopped", new Builder.Stopped());
        Builder gone = gone("gone");
        Inventory inventory = Things.inventory(stopped, gone, gone.volume().orElseThrow());
        // When
        Plan plan = Planner.plan(inventory, firstSeen(gone, TWO_DAYS_AGO), rules(rule.equals("Idle"), DAY), Things.NOW);
        // Then
        assertThat(plan.removals())
                .extracting(Plan.Removal::object)
                .hasSize(removals)
                .isSubsetOf(stopped, gone);
    }

    @Test
    void shouldKeepAVolumeWithoutABuilderWhenTheJournalSawItFirstOfLate() {
        // Given
        Builder gone = gone("gone");
        Inventory inventory = Things.inventory(gone, gone.volume().orElseThrow());
        // When
        Explanation why =
                Explanation.of(inventory, firstSeen(gone, Things.HOUR_AGO), IDLE, Optional.empty(), gone, Things.NOW);
        // Then
        assertThat(why.scheduled().reason()).isEqualTo(new Reason.TooYoung(Duration.ofHours(1), DAY));
        assertThat(why.lastUse())
                .contains(new Explanation.LastUsed(Things.HOUR_AGO, "the agent saw it for the first time"));
    }

    @Test
    void shouldKeepAVolumeWithoutABuilderWhenThereIsNoJournal() {
        // Given
        Builder gone = gone("gone");
        // When
        Plan plan = plan(IDLE, gone, gone.volume().orElseThrow());
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(plan.keeps()).contains(new Plan.Keep(gone, new Reason.LastUseUnknown(DAY)));
    }

    @Test
    void shouldKeepABuilderWhoseVolumeAnotherContainerMounts() {
        // Given
        Builder builder = inState("shared", new Builder.Stopped());
        Container other =
                Attachments.mounting(Things.running("c1", Things.image("app")), "buildx_buildkit_shared_state");
        // When
        Plan plan = plan(IDLE, builder, other);
        // Then
        assertThat(plan.keeps()).contains(new Plan.Keep(builder, new Reason.UsedByContainer(other.name())));
    }

    @Test
    void shouldNeverTakeTheVolumeOfABuilderByTheRuleOfVolumes() {
        // Given
        Container container = container("ci0", false);
        Volume state = Attachments.volume("buildx_buildkit_ci0_state");
        Volume left = Attachments.volume("buildx_buildkit_old0_state");
        Rules rules = SomeRules.rules(new VolumeRules(false, Duration.ZERO, Selector.ALL), CACHE);
        // When
        Plan plan = plan(rules, container, state, left);
        // Then
        assertThat(plan.removals()).isEmpty();
    }

    @Test
    void shouldFindBuildersByNameAndVolumeAndVolumesThatNoContainerIsLeftOf() {
        // Given
        Container builder = container("ci0", true);
        Container namesake = Attachments.mounting(container("fake", true), "data");
        List<Volume> volumes = List.of(
                Attachments.volume("buildx_buildkit_ci0_state"),
                Attachments.volume("buildx_buildkit_old0_state"),
                Attachments.volume("buildx_buildkit_fake_state"),
                Attachments.volume("data"));
        var state = new Builder.Unreadable("test");
        // When
        List<Builder> found = Builders.find(List.of(namesake, builder), volumes, container -> state);
        // Then
        assertThat(found)
                .containsExactly(
                        new Builder("ci0", state, Optional.of(builder), Optional.of(volumes.get(0))),
                        new Builder("old0", new Builder.Gone(), Optional.empty(), Optional.of(volumes.get(1))));
    }

    @Test
    void shouldSayWhatTheRulesSayOfABuilderAndOfItsCache() {
        // Given
        Builder builder = running(record("old", TWO_DAYS_AGO));
        // When
        Explanation why =
                Explanation.of(Things.inventory(builder), Usage.NONE, CACHE, Optional.empty(), builder, Things.NOW);
        // Then
        assertThat(why.scheduled().reason()).isEqualTo(new BuilderReason.OnlyItsCache());
        assertThat(why.rulings()).contains(new Ruling("its cache", false, "1 records unused, rule 1d"));
        assertThat(why.lastUse()).contains(new Explanation.LastUsed(TWO_DAYS_AGO, "a build used its cache"));
    }

    @Test
    void shouldSayOfTheContainerOfABuilderThatItGoesWithIt() {
        // Given
        Builder builder = running(record("old", TWO_DAYS_AGO));
        Container container = builder.container().orElseThrow();
        // When
        Explanation why = Explanation.of(
                Things.inventory(builder, container), Usage.NONE, IDLE, Optional.empty(), container, Things.NOW);
        // Then
        assertThat(why.scheduled().turn()).isEqualTo(1);
        assertThat(why.scheduled().reason()).isInstanceOf(BuilderReason.Idle.class);
        assertThat(why.rulings()).extracting(Ruling::keeps).containsExactly(false);
    }

    private static Rules rules(boolean idle, Duration unusedFor) {
        return SomeRules.rules(new BuilderRules(idle, unusedFor, Optional.empty()));
    }

    private static Plan plan(Rules rules, Object... things) {
        return Planner.plan(Things.inventory(things), Usage.NONE, rules, Things.NOW);
    }

    /** Of a journal that saw the volume first then, and never in use. */
    private static Usage firstSeen(Builder gone, Instant at) {
        return new Usage(
                Map.of(), Map.of(), Map.of(), Map.of(gone.id(), at), Set.of(), UseHistory.NONE, UseHistory.NONE);
    }
}
