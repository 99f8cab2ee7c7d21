package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AtMostEveryTest {
    private final AtMostEvery limiter = new AtMostEvery();
    private final AtMostEvery.Last state = limiter.initState();

    AtMostEveryTest() {
        limiter.setPeriodMillis(5_000);
    }

    @Test
    void shouldNotWaitWhenItIsTheFirst() {
        // Given
        long anyTime = Long.MAX_VALUE - 7;
        // When
        Optional<Duration> wait = limiter.isLimited(state, anyTime);
        // Then
        assertThat(wait).isEmpty();
    }

    @Test
    void shouldWaitForTheTimeLeftWhenThePeriodIsNotOver() {
        // Given
        limiter.isLimited(state, 0);
        // When
        Optional<Duration> wait = limiter.isLimited(state, Duration.ofSeconds(2).toNanos());
        // Then
        assertThat(wait).contains(Duration.ofSeconds(3));
    }

    @Test
    void shouldNotWaitWhenThePeriodIsOver() {
        // Given
        limiter.isLimited(state, 0);
        // When
        Optional<Duration> wait = limiter.isLimited(state, Duration.ofSeconds(5).toNanos());
        // Then
        assertThat(wait).isEmpty();
    }
}
