package io.nodecleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "0 3 * * 0, Etc/UTC, 2026-11-24T12:00:00Z, 2026-11-29T03:00:00Z",
        "@daily, Etc/UTC, 2026-11-24T12:00:00Z, 2026-11-25T00:00:00Z",
        "0 3 * * *, Europe/Berlin, 2026-11-24T12:00:00Z, 2026-11-25T02:00:00Z",
        "*/30 * * * *, Etc/UTC, 2026-11-24T12:00:00Z, 2026-11-24T12:30:00Z",
        // The hour that summer time skips is skipped.
        "30 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-30T00:30:00Z",
        // The hour that winter time repeats comes once, the first time.
        "30 2 * * *, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
        "30 2 * * *, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    })
    void shouldGiveTheNextTickWhenAskedInAZone(String cron, String zone, Instant after, Instant expected) {
        // Given
        Schedule schedule = Schedule.parse(cron, ZoneId.of(zone));
        // When
        var next = schedule.nextAfter(after);
        // Then
        assertThat(next).contains(expected);
    }

    @Test
    void shouldGiveTheTickItselfWhenAskedForTheLastAtThatMoment() {
        // Given
        Schedule schedule = Schedule.parse("0 3 * * *", ZoneId.of("Etc/UTC"));
        // When
        var last = schedule.lastAtOrBefore(Instant.parse("2026-11-24T03:00:00Z"));
        // Then
        assertThat(last).contains(Instant.parse("2026-11-24T03:00:00Z"));
    }

    @Test
    void shouldGiveNothingWhenTheDayNeverComes() {
        // Given
        Schedule schedule = Schedule.parse("0 0 31 2 *", ZoneId.of("Etc/UTC"));
        // When
        var next = schedule.nextAfter(Instant.parse("2026-11-24T12:00:00Z"));
        // Then
        assertThat(next).isEmpty();
    }

    @Test
    void shouldSpreadNodesOverTheWindowAndAlwaysAlikeWhenHashed() {
        // Given
        Duration window = Duration.ofMinutes(10);
        // When
        var offsets = IntStream.range(0, 1_000)
                .mapToObj(i -> Schedule.offset("node-" + i, window))
                .toList();
        // Then
        assertThat(offsets).allMatch(o -> !o.isNegative() && o.compareTo(window) < 0);
        assertThat(offsets.stream().distinct().count()).isGreaterThan(300);
        assertThat(Schedule.offset("node-1", window)).isEqualTo(offsets.get(1));
        assertThat(Schedule.offset("node-1", Duration.ZERO)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "9949, 9.9 kB",
        "9950, 10 kB",
        "999600, 1.0 MB",
        "412345678901, 412 GB",
        "-1500000, -1.5 MB"
    })
    void shouldWriteSizesAsDockerDoesWhenShort(long bytes, String expected) {
        // Given bytes
        // When
        String text = ByteSize.text(bytes);
        // Then
        assertThat(text).isEqualTo(expected);
    }
}
