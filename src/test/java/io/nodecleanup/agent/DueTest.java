package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.WrittenPolicy;
import io.nodecleanup.prune.Pressure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Optional<String> NO_REQUEST = Optional.empty();
    private static final Optional<Pressure> NO_PRESSURE = Optional.empty();

    @Test
    void shouldRunWhenTheRequestIsNew() {
        // Given
        Memory memory = Memory.first(Optional.of("monday"), NOW);
        // When
        Due due = Due.now(policy(null, "0s"), Optional.of("tuesday"), NO_PRESSURE, memory, "n", NOW);
        // Then
        assertThat(due).isEqualTo(new Due.Requested("tuesday"));
    }

    @Test
    void shouldNotRunWhenTheRequestWasThereAtTheFirstMeeting() {
        // Given
        Memory memory = Memory.first(Optional.of("monday"), NOW);
        // When
        Due due = Due.now(policy(null, "0s"), Optional.of("monday"), NO_PRESSURE, memory, "n", NOW);
        // Then
        assertThat(due).isEqualTo(new Due.Nothing(Optional.empty()));
    }

    @Test
    void shouldRunForTheTickWhenItHasPassed() {
        // Given
        Memory memory = Memory.first(NO_REQUEST, NOW.minus(Duration.ofMinutes(30)));
        // When
        Due due = Due.now(policy("0 12 * * *", "0s"), NO_REQUEST, NO_PRESSURE, memory, "n", NOW);
        // Then
        assertThat(due).isEqualTo(new Due.Scheduled(NOW, Duration.ZERO, 0));
    }

    @Test
    void shouldWaitForTheNextTickWhenTheLastIsSettled() {
        // Given
        Memory memory = Memory.first(NO_REQUEST, NOW);
        // When
        Due due = Due.now(policy("0 12 * * *", "0s"), NO_REQUEST, NO_PRESSURE, memory, "n", NOW.plusSeconds(5));
        // Then
        assertThat(due).isEqualTo(new Due.Nothing(Optional.of(NOW.plus(Duration.ofDays(1)))));
    }

    @Test
    void shouldSkipAndCountWhenTheTickIsTooLongAgo() {
        // Given
        Memory memory = Memory.first(NO_REQUEST, NOW.minus(Duration.ofDays(3)));
        // When
        Due due = Due.now(policy("0 9 * * *", "0s"), NO_REQUEST, NO_PRESSURE, memory, "n", NOW);
        // Then
        assertThat(due).isEqualTo(new Due.Missed(Instant.parse("2026-11-24T09:00:00Z"), 3));
    }

    @Test
    void shouldRunTheLatestAndCountTheOthersWhenSeveralTicksPassed() {
        // Given
        Memory memory = Memory.first(NO_REQUEST, NOW.minus(Duration.ofHours(3)).minusSeconds(1));
        // When
        Due due = Due.now(policy("@hourly", "0s"), NO_REQUEST, NO_PRESSURE, memory, "n", NOW.plusSeconds(1));
        // Then
        assertThat(due).isEqualTo(new Due.Scheduled(NOW, Duration.ofSeconds(1), 3));
    }

    @Test
    void shouldStartAtTheNodesOwnOffsetWhenSpread() {
        // Given
        Memory memory = Memory.first(NO_REQUEST, NOW.minusSeconds(60));
        Duration offset = io.nodecleanup.policy.Schedule.offset("node-7", Duration.ofMinutes(10));
        // When
        Due before = Due.now(
                policy("0 12 * * *", "10m"),
                NO_REQUEST,
                NO_PRESSURE,
                memory,
                "node-7",
                NOW.plus(offset).minusSeconds(1));
        // Then
        assertThat(offset).isPositive();
        assertThat(before).isEqualTo(new Due.Nothing(Optional.of(NOW.plus(offset))));
        assertThat(Due.now(policy("0 12 * * *", "10m"), NO_REQUEST, NO_PRESSURE, memory, "node-7", NOW.plus(offset)))
                .isEqualTo(new Due.Scheduled(NOW, Duration.ZERO, 0));
    }

    @Test
    void shouldRelieveTheDiskFirstWhenAScheduledRunIsDueToo() {
        // Given
        var pressure = new Pressure(70, 20, Duration.ofHours(1));
        Memory memory = Memory.first(NO_REQUEST, NOW.minus(Duration.ofMinutes(30)));
        // When
        Due due = Due.now(policy("0 12 * * *", "0s"), NO_REQUEST, Optional.of(pressure), memory, "n", NOW);
        // Then
        assertThat(due).isEqualTo(new Due.Pressed(pressure));
    }

    @Test
    void shouldRunARequestFirstWhenTheDiskIsTooFull() {
        // Given
        var pressure = new Pressure(70, 20, Duration.ofHours(1));
        Memory memory = Memory.first(NO_REQUEST, NOW);
        // When
        Due due = Due.now(policy(null, "0s"), Optional.of("now"), Optional.of(pressure), memory, "n", NOW);
        // Then
        assertThat(due).isEqualTo(new Due.Requested("now"));
    }

    private static Policy policy(String schedule, String spread) {
        return WrittenPolicy.policy("nodeSelector: {}\nspread: %s\n%s"
                .formatted(spread, schedule == null ? "" : "schedule: '" + schedule + "'"));
    }
}
