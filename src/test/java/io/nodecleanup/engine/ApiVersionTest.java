package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTest {
    @ParameterizedTest
    @CsvSource({"1.41, 1.41", "1.51, 1.51", "1.56, 1.51", "1.9, 1.9", "2.0, 1.51"})
    void shouldAskForNewestThatBothKnow(String engines, String asked) {
        // When
        ApiVersion capped = ApiVersion.parse(engines).capped();

        // Then
        assertThat(capped).hasToString(asked);
    }
}
