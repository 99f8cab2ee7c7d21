package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntilTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "24h, PT24H",
        "10m, PT10M",
        "1h30m, PT1H30M",
        "30m1h, PT1H30M",
        "1.5h, PT1H30M",
        ".5m, PT30S",
        "1500ms, PT1.5S",
        "7d, PT168H",
        "1w2d, PT216H",
        "0s, PT0S",
    })
    void shouldBeAnAgeWhenADurationIsWritten(String text, Duration expected) {
        // Given, When
        Until until = Until.parse(text, NOW, BERLIN);
        // Then
        assertThat(until.age()).isEqualTo(expected);
        assertThat(until.pointInTime()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T11:00:00Z, PT1H",
        "2026-11-24T12:30:00+01:00, PT30M",
        "2026-11-24T11:59:59.5Z, PT0.5S",
        "2026-11-24T12:00:00, PT1H",
        "2026-11-24T12:00, PT1H",
        "2026-11-24, PT13H",
        "1795521540, PT1M",
        "1795521540.5, PT59.5S",
    })
    void shouldBeTheAgeItHasNowWhenAPointInTimeIsWritten(String text, Duration expected) {
        // Given, When
        Until until = Until.parse(text, NOW, BERLIN);
        // Then
        assertThat(until.age()).isEqualTo(expected);
        assertThat(until.pointInTime()).contains(NOW.minus(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "1h 30m", "-1h", "h", "1y", "2026-13-01", "2026-11-24T12"})
    void shouldSayWhatToWriteWhenItIsNeither(String text) {
        // Given, When, Then
        assertThatThrownBy(() -> Until.parse(text, NOW, BERLIN))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--filter until=" + text + ": write an age, such as 24h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T12:00:01Z", "2027-01-01"})
    void shouldRefuseATimeThatIsYetToCome(String text) {
        // Given, When, Then
        assertThatThrownBy(() -> Until.parse(text, NOW, BERLIN)).hasMessageContaining("is yet to come");
    }
}
