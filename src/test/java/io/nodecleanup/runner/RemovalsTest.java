package io.nodecleanup.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.RemovalOutcome;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Planner;
import io.nodecleanup.prune.SomeRules;
import io.nodecleanup.prune.Things;
import io.nodecleanup.prune.Usage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemovalsTest {
    private static final Instant PLANNED = Instant.parse("2026-11-24T12:00:00Z");
    private static final int BATCH = DockerEngine.RECORDS_AT_ONCE;
    private static final Supplier<Optional<RunOutcome>> NEVER = Optional::empty;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final ScriptedEngine engine = new ScriptedEngine();
    private final Clock clock = Clock.fixed(PLANNED.plusSeconds(20), ZoneOffset.UTC);
    private final List<Duration> pauses = new ArrayList<>();
    private final Removals removals = new Removals(
            engine,
            new RunLog(new PrintStream(lines, true, StandardCharsets.UTF_8), clock),
            clock,
            "run-1",
            System::nanoTime,
            pauses::add);

    @Test
    void shouldReportWhatWentBeforeWhenTheEngineGoesAwayForGood() {
        // Given
        Plan plan = records(2 * BATCH + 1);
        engine.recordCallsUntilGone = 1;
        engine.back = false;
        // When
        Optional<RunOutcome> end = removals.carryOut(plan, PLANNED, Duration.ofDays(1), NEVER);
        // Then
        assertThat(end).contains(RunOutcome.Failed);
        assertThat(removals.removed()).hasSize(BATCH);
        assertThat(removals.errors()).containsExactly("build cache: gone");
        assertThat(lines.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2 * BATCH)
                .filteredOn(line -> line.contains("\"action\":\"failed\""))
                .hasSize(BATCH);
    }

    @Test
    void shouldWaitLongerEachTimeAndGiveUpWhenTheEngineStaysAway() {
        // Given
        Plan plan = records(1);
        engine.recordCallsUntilGone = 0;
        engine.back = false;
        // When
        removals.carryOut(plan, PLANNED, Duration.ofDays(1), NEVER);
        // Then
        assertThat(pauses)
                .startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(EngineReturn.LONGEST_PAUSE));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(EngineReturn.GIVE_UP_AFTER, EngineReturn.GIVE_UP_AFTER.plus(EngineReturn.LONGEST_PAUSE));
    }

    @Test
    void shouldGoOnWhenTheEngineComesBack() {
        // Given
        Plan plan = records(2 * BATCH + 1);
        engine.recordCallsUntilGone = 1;
        // When
        Optional<RunOutcome> end = removals.carryOut(plan, PLANNED, Duration.ofDays(1), NEVER);
        // Then
        assertThat(end).isEmpty();
        assertThat(removals.removed()).hasSize(2 * BATCH + 1);
        assertThat(removals.errors()).isEmpty();
    }

    @Test
    void shouldReportTheRecordsThatWentWhenTheEngineWentAwayBeforeItsAnswer() {
        // Given
        CacheRecord stays = Things.record("stays");
        Plan plan = records(Things.record("went"), stays);
        engine.recordCallsUntilGone = 0;
        engine.answersNothing = true;
        engine.recordsNow = List.of(stays);
        // When
        Optional<RunOutcome> end = removals.carryOut(plan, PLANNED, Duration.ofDays(1), NEVER);
        // Then
        assertThat(end).isEmpty();
        assertThat(removedIds()).containsExactly("went");
        assertThat(lines.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("\"action\":\"refused\""))
                .singleElement()
                .asString()
                .contains("stays");
    }

    @Test
    void shouldStopWaitingForTheEngineWhenToldToStop() {
        // Given
        Plan plan = records(1);
        engine.recordCallsUntilGone = 0;
        engine.back = false;
        Supplier<Optional<RunOutcome>> onceItIsAway =
                () -> pauses.isEmpty() ? Optional.empty() : Optional.of(RunOutcome.Stopped);
        // When
        Optional<RunOutcome> end = removals.carryOut(plan, PLANNED, Duration.ofDays(1), onceItIsAway);
        // Then
        assertThat(end).contains(RunOutcome.Stopped);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void shouldRemoveTheParentTooWhenOnlyTheRemovalOfItsChildCountsAsUse() {
        // Given
        CacheRecord parent = Things.record("parent");
        Plan plan = records(parent, Things.record("child", "parent"));
        engine.keptAtFirst = "parent";
        engine.recordsNow = List.of(used(parent, 1));
        // When
        removals.carryOut(plan, PLANNED, Duration.ofDays(1), NEVER);
        // Then
        assertThat(removedIds()).containsExactly("child", "parent");
    }

    @Test
    void shouldKeepTheParentWhenABuildHasUsedItBesides() {
        // Given
        CacheRecord parent = Things.record("parent");
        Plan plan = records(parent, Things.record("child", "parent"));
        engine.keptAtFirst = "parent";
        engine.recordsNow = List.of(used(parent, 2));
        // When
        removals.carryOut(plan, PLANNED, Duration.ofDays(1), NEVER);
        // Then
        assertThat(removedIds()).containsExactly("child");
        assertThat(lines.toString(StandardCharsets.UTF_8)).contains("\"action\":\"refused\"");
    }

    @Test
    void shouldStopBetweenTwoCallsWhenToldTo() {
        // Given
        Plan plan = records(2 * BATCH + 1);
        Supplier<Optional<RunOutcome>> afterTheFirst =
                () -> engine.ages.isEmpty() ? Optional.empty() : Optional.of(RunOutcome.DeadlineExceeded);
        // When
        Optional<RunOutcome> end = removals.carryOut(plan, PLANNED, Duration.ofDays(1), afterTheFirst);
        // Then
        assertThat(end).contains(RunOutcome.DeadlineExceeded);
        assertThat(removals.removed()).hasSize(BATCH);
    }

    @Test
    void shouldRemoveTheBuildCacheAfterAllElse() {
        // Given
        Plan plan = Planner.plan(
                Things.inventory(Things.record("record"), Things.image("image", "a:1")),
                Usage.NONE,
                SomeRules.rules(SomeRules.images(Duration.ZERO), SomeRules.cache(Duration.ZERO)),
                PLANNED);
        engine.imageAnswers.add(RemovalOutcome.Removed::new);
        // When
        removals.carryOut(plan, PLANNED, Duration.ZERO, NEVER);
        // Then
        assertThat(removedIds()).containsExactly("sha256:image", "record");
    }

    @Test
    void shouldLetTheEngineCheckTheRuleOrTheAgeOfThePlanWhicheverIsLonger() {
        // Given
        Plan plan = records(1);
        // When
        removals.carryOut(plan, PLANNED, Duration.ofDays(1), NEVER);
        removals.carryOut(plan, PLANNED, Duration.ZERO, NEVER);
        // Then
        assertThat(engine.ages).containsExactly(Duration.ofDays(1), Duration.ofSeconds(21));
    }

    @Test
    void shouldGoOnWithTheNextImageWhenTheEngineFailsAtOneOrKeepsIt() {
        // Given
        Plan plan = Planner.plan(
                Things.inventory(Things.image("a", "a:1"), Things.image("b", "b:1"), Things.image("c", "c:1")),
                Usage.NONE,
                SomeRules.images(Duration.ZERO),
                PLANNED);
        engine.imageAnswers.add(() -> {
            throw new EngineException(EngineException.Kind.FAILED, "broken", null);
        });
        engine.imageAnswers.add(() -> new RemovalOutcome.Refused("a container uses it"));
        engine.imageAnswers.add(RemovalOutcome.Removed::new);
        // When
        Optional<RunOutcome> end = removals.carryOut(plan, PLANNED, Duration.ZERO, NEVER);
        // Then
        assertThat(end).isEmpty();
        assertThat(removals.removed())
                .extracting(removal -> removal.object().displayName())
                .containsExactly("c:1");
        assertThat(removals.errors()).containsExactly("a:1: broken");
        assertThat(lines.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"action\":\"failed\"",
                        "\"action\":\"refused\"",
                        "a container uses it",
                        "\"tags\":[\"c:1\"]",
                        "\"action\":\"removed\"");
    }

    private List<String> removedIds() {
        return removals.removed().stream().map(removal -> removal.object().id()).toList();
    }

    /** As it is after some uses, the last of them now. */
    private CacheRecord used(CacheRecord record, int times) {
        return new CacheRecord(
                record.id(),
                record.type(),
                record.description(),
                record.sizeBytes(),
                record.shared(),
                false,
                record.created(),
                Optional.of(clock.instant()),
                record.uses() + times,
                record.parents());
    }

    private static Plan records(int count) {
        return records(
                IntStream.range(0, count).mapToObj(i -> Things.record("r" + i)).toArray());
    }

    private static Plan records(Object... records) {
        return Planner.plan(Things.inventory(records), Usage.NONE, SomeRules.cache(Duration.ZERO), PLANNED);
    }
}
