package io.nodecleanup.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.engine.RemovalOutcome;
import io.nodecleanup.engine.RemovedRecords;
import io.nodecleanup.engine.Survey;
import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.BuilderCache;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Planner;
import io.nodecleanup.prune.Things;
import io.nodecleanup.prune.Usage;
import io.nodecleanup.prune.Volume;
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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With an engine that answers by script: one that goes away at a given moment cannot be had otherwise. */
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
        assertThat(removals.removed())
                .extracting(removal -> removal.object().id())
                .containsExactly("went");
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
        assertThat(removals.removed())
                .extracting(removal -> removal.object().id())
                .containsExactly("child", "parent");
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
        assertThat(removals.removed())
                .extracting(removal -> removal.object().id())
                .containsExactly("child");
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
                Things.rules(Things.images(Duration.ZERO), Things.cache(Duration.ZERO)),
                PLANNED);
        engine.imageAnswers.add(RemovalOutcome.Removed::new);
        // When
        removals.carryOut(plan, PLANNED, Duration.ZERO, NEVER);
        // Then
        assertThat(removals.removed())
                .extracting(removal -> removal.object().id())
                .containsExactly("sha256:image", "record");
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
                Things.images(Duration.ZERO),
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
        return Planner.plan(Things.inventory(records), Usage.NONE, Things.cache(Duration.ZERO), PLANNED);
    }

    private static final class ScriptedEngine implements DockerEngine {
        private final List<Supplier<RemovalOutcome>> imageAnswers = new ArrayList<>();
        private final List<Duration> ages = new ArrayList<>();
        private List<CacheRecord> recordsNow = List.of();
        private String keptAtFirst = "";
        private boolean back = true;
        private boolean answersNothing;
        private int recordCallsUntilGone = Integer.MAX_VALUE;

        @Override
        public RemovalOutcome removeImage(Image image) {
            return imageAnswers.removeFirst().get();
        }

        @Override
        public RemovalOutcome removeContainer(Container container) {
            throw new AssertionError("no container is planned");
        }

        @Override
        public RemovalOutcome removeVolume(Volume volume) {
            throw new AssertionError("no volume is planned");
        }

        @Override
        public RemovalOutcome removeNetwork(Network network) {
            throw new AssertionError("no network is planned");
        }

        @Override
        public RemovalOutcome removeBuilder(Builder builder) {
            throw new AssertionError("no builder is planned");
        }

        @Override
        public RemovalOutcome pruneBuilder(BuilderCache cache) {
            throw new AssertionError("no builder is planned");
        }

        @Override
        public RemovedRecords removeRecords(List<CacheRecord> records, Duration unusedFor) {
            if (recordCallsUntilGone-- == 0) {
                throw new EngineException(EngineException.Kind.UNREACHABLE, "gone", null);
            }
            ages.add(unusedFor);
            if (answersNothing) {
                return new RemovedRecords(Set.of(), 0);
            }
            String kept = ages.size() == 1 ? keptAtFirst : "";
            return new RemovedRecords(
                    records.stream()
                            .map(CacheRecord::id)
                            .filter(id -> !id.equals(kept))
                            .collect(Collectors.toSet()),
                    1);
        }

        @Override
        public EngineInfo info() {
            if (!back) {
                throw new EngineException(EngineException.Kind.UNREACHABLE, "gone", null);
            }
            return new EngineInfo("id", "29", "1.51", "containerd", "/var/lib/docker");
        }

        @Override
        public Inventory inventory() {
            throw new AssertionError("removals ask for nothing");
        }

        @Override
        public Survey survey(boolean imageAges) {
            throw new AssertionError("removals ask for nothing");
        }

        @Override
        public List<CacheRecord> cacheRecords() {
            return recordsNow;
        }

        @Override
        public DiskUsage diskUsage() {
            throw new AssertionError("removals ask for nothing");
        }

        @Override
        public void close() {}
    }
}
