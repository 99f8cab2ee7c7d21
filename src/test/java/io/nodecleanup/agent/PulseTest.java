package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Pulse pulse = new Pulse(nanos::get);

    @Test
    void shouldBeAliveWhenTheLoopTurnedWithinTwoMinutes() {
        // Given
        pass(Duration.ofMinutes(5));
        // When
        pulse.beat();
        // Then
        pass(Duration.ofSeconds(119));
        assertThat(pulse.isAlive()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(pulse.isAlive()).isFalse();
    }

    @Test
    void shouldBeAliveWhileACallMayTakeItsTime() {
        // Given
        pulse.beat();
        // When
        pulse.began(Duration.ofMinutes(10));
        // Then
        pass(Duration.ofMinutes(11));
        assertThat(pulse.isAlive()).isTrue();
        pass(Duration.ofMinutes(1));
        assertThat(pulse.isAlive()).isFalse();
    }

    @Test
    void shouldHaveTwoMinutesLeftWhenALongCallHasEndedEarly() {
        // Given
        pulse.began(Duration.ofMinutes(10));
        // When
        pulse.ended();
        // Then
        assertThat(pulse.isAlive()).isTrue();
        pass(Duration.ofMinutes(2));
        assertThat(pulse.isAlive()).isFalse();
    }

    @Test
    void shouldWaitForTheLongestCallWhenAnotherHasEnded() {
        // Given
        pulse.began(Duration.ofMinutes(10));
        pulse.began(Duration.ofMinutes(1));
        // When
        pulse.ended();
        // Then
        pass(Duration.ofMinutes(11));
        assertThat(pulse.isAlive()).isTrue();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
