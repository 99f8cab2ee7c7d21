package io.nodecleanup.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.engine.RemovalOutcome;
import io.nodecleanup.engine.RemovedRecords;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With an engine that answers by script: one that goes away at a given moment cannot be had otherwise. */
class RemovalsTest {
    private static final Instant PLANNED = Instant.parse("2026-11-24T12:00:00Z");
    private static final Supplier<Optional<RunOutcome>> NEVER = Optional::empty;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final ScriptedEngine engine = new ScriptedEngine();
    private final Clock clock = Clock.fixed(PLANNED.plusSeconds(20), ZoneOffset.UTC);
    private final Removals removals = new Removals(
            engine, new RunLog(new PrintStream(lines, true, StandardCharsets.UTF_8), clock), clock, "run-1");

    @Test
    void shouldReportWhatWentBeforeWhenTheEngineGoesAway() {
        // Given
        Plan plan = records(1_200);
        engine.recordCallsUntilGone = 1;
        // When
        Optional<RunOutcome> end = removals.carryOut(plan, PLANNED, Duration.ofDays(1), NEVER);
        // Then
        assertThat(end).contains(RunOutcome.Failed);
        assertThat(removals.removed()).hasSize(500);
        assertThat(removals.errors()).containsExactly("build cache: gone");
        assertThat(lines.toString(StandardCharsets.UTF_8).lines()).hasSize(500);
    }

    @Test
    void shouldStopBetweenTwoCallsWhenToldTo() {
        // Given
        Plan plan = records(1_200);
        Supplier<Optional<RunOutcome>> afterTheFirst =
                () -> engine.ages.isEmpty() ? Optional.empty() : Optional.of(RunOutcome.DeadlineExceeded);
        // When
        Optional<RunOutcome> end = removals.carryOut(plan, PLANNED, Duration.ofDays(1), afterTheFirst);
        // Then
        assertThat(end).contains(RunOutcome.DeadlineExceeded);
        assertThat(removals.removed()).hasSize(500);
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
                        "\"action\":\"removed\"");
    }

    private static Plan records(int count) {
        Object[] records =
                IntStream.range(0, count).mapToObj(i -> Things.record("r" + i)).toArray();
        return Planner.plan(Things.inventory(records), Usage.NONE, Things.cache(Duration.ZERO), PLANNED);
    }

    private static final class ScriptedEngine implements DockerEngine {
        private final List<Supplier<RemovalOutcome>> imageAnswers = new ArrayList<>();
        private final List<Duration> ages = new ArrayList<>();
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
            return new RemovedRecords(records.stream().map(CacheRecord::id).collect(Collectors.toSet()), 1);
        }

        @Override
        public EngineInfo info() {
            throw new AssertionError("removals ask for nothing");
        }

        @Override
        public Inventory inventory() {
            throw new AssertionError("removals ask for nothing");
        }

        @Override
        public DiskUsage diskUsage() {
            throw new AssertionError("removals ask for nothing");
        }

        @Override
        public void close() {}
    }
}
