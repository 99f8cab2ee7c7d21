package io.nodecleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.001S, 1s",
        "PT1S, 1s",
        "PT90M, 1h30m",
        "PT168H, 1w",
        "PT26H3S, 1d2h3s",
        "P3650D, 521w3d",
    })
    void shouldWriteADurationThatReadsAsItself(Duration duration, String expected) {
        // Given, When
        String text = DurationText.of(duration);
        // Then
        assertThat(text).isEqualTo(expected);
        assertThat(DurationText.parse(text))
                .contains(Duration.ofSeconds(duration.plusNanos(999_999_999).toSeconds()));
    }
}
