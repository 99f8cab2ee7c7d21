package io.nodecleanup.agent;

import static io.nodecleanup.agent.FileAgent.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole agent that runs every minute, whose clock is set while it is alive, on a real engine. */
@Tag("engine")
class MovedClockTest {
    private static final String ONE_ENGINE = "io.nodecleanup.engine.TestEngine#withContainerdStore";

    /** By that clock a container that has just ended is older than the policy's rule. */
    private static final Duration DAYS = Duration.ofDays(3);

    /** So little that it is believed, and so much that a scheduled run is due at once. */
    private static final Duration MINUTES = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock();

    /** What it is at first: no minute ends before the test sets it. */
    private Duration right;

    @BeforeEach
    void setToTheBeginningOfAMinute() {
        Instant now = clock.instant();
        right = Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1)));
        clock.set(right);
    }

    @ParameterizedTest
    @MethodSource(ONE_ENGINE)
    void shouldRunNothingAndSayWhyWhenTheClockGoesDaysAheadAndRunWhenItIsSetRight(TestEngine engine) throws Exception {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String young = endedContainer(fixture);
            try (FileAgent agent = agent(engine, fixture)) {
                agent.awaitState("Idle");
                // When
                clock.set(right.plus(DAYS));
                agent.wake();
                agent.awaitState("ClockSuspect");
                // Then
                assertThat(agent.last().at("/status/conditions/0/message").asText())
                        .contains("the clock was moved ahead by", "so nothing runs");
                assertThat(agent.last().at("/status/recentRuns")).isEmpty();
                assertThat(engine.has("container", young)).isTrue();
                clock.set(right.plus(MINUTES));
                agent.wake();
                agent.awaitRuns(1);
                assertThat(agent.last().at("/status/lastRun/trigger").asText()).isEqualTo("Schedule");
                assertThat(agent.last().at("/status/lastRun/outcome").asText()).isEqualTo("Completed");
                assertThat(engine.has("container", young)).isTrue();
                agent.awaitState("Idle");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ONE_ENGINE)
    void shouldMissNothingWhenTheClockIsSetRightAfterItWasDaysAheadAndTheTickThereWasLongAgo(TestEngine engine)
            throws Exception {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            int threeHoursAgo =
                    clock.instant().atZone(ZoneOffset.UTC).minusHours(3).getHour();
            Path policy = FileAgent.policy(
                    folder, engine, fixture.mark("mine"), "2d", "schedule: '0 %d * * *'".formatted(threeHoursAgo));
            try (var agent = new FileAgent(policy, folder, clock)) {
                agent.awaitState("Idle");
                // When
                clock.set(right.plus(DAYS));
                agent.wake();
                agent.awaitState("ClockSuspect");
                // Then
                clock.set(right);
                agent.wake();
                agent.awaitState("Idle");
                assertThat(agent.last().at("/status/missedSchedules").asInt()).isZero();
                assertThat(Instant.parse(
                                agent.last().at("/status/lastScheduleTime").asText()))
                        .isBeforeOrEqualTo(clock.instant());
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ONE_ENGINE)
    void shouldGoByAClockThatWentDaysAheadWhenAPersonWhoHasLookedRequestsARun(TestEngine engine) throws Exception {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String old = endedContainer(fixture);
            try (FileAgent agent = agent(engine, fixture)) {
                agent.awaitState("Idle");
                clock.set(right.plus(DAYS));
                agent.wake();
                agent.awaitState("ClockSuspect");
                // When
                agent.requestRun(1);
                // Then
                await().atMost(SOON).until(() -> !engine.has("container", old));
                agent.awaitState("Idle");
            }
        }
    }

    private static String endedContainer(EngineFixture fixture) throws IOException {
        return fixture.runToEnd("--label", fixture.mark("mine"), fixture.image(fixture.name("base:1")), "true");
    }

    private FileAgent agent(TestEngine engine, EngineFixture fixture) throws IOException {
        Path policy =
                FileAgent.policy(folder, engine, fixture.mark("mine"), "2d", "schedule: '* * * * *'", "spread: 0s");
        return new FileAgent(policy, folder, clock);
    }
}
