package io.nodecleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Pressure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiskPressureTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final DiskPressure MARKS = new DiskPressure(80, 70, Optional.empty(), HOUR);
    private static final DiskPressure MIN_FREE = new DiskPressure(80, 70, Optional.of(300L), HOUR);

    @Test
    void shouldAskForNothingWhenTheDiskIsAtItsHighMark() {
        // Given, When
        Optional<Pressure> pressure = MARKS.of(1_000, 800, 100, 80);
        // Then
        assertThat(pressure).isEmpty();
    }

    @Test
    void shouldAskForTheBytesDownToLowWhenAboveHigh() {
        // Given, When
        Optional<Pressure> pressure = MARKS.of(1_000, 850, 100, 10);
        // Then
        assertThat(pressure).contains(new Pressure(150, 50, HOUR));
    }

    @Test
    void shouldAskForWhateverMayGoWhenInodesRunOut() {
        // Given, When
        Optional<Pressure> pressure = MARKS.of(1_000, 100, 100, 90);
        // Then
        assertThat(pressure).contains(new Pressure(Long.MAX_VALUE, 0, HOUR));
    }

    @Test
    void shouldAskForWhatIsMissingWhenTooLittleIsFreeBelowTheHighMark() {
        // Given, When
        Optional<Pressure> pressure = MIN_FREE.of(1_000, 750, 100, 10);
        // Then
        assertThat(pressure).contains(new Pressure(50, 50, HOUR));
    }

    @Test
    void shouldAskForTheBytesDownToLowWhenARunHasBegunAndTheDiskIsBelowHigh() {
        // Given, When
        Optional<Pressure> left = MARKS.left(1_000, 750, 100, 10);
        // Then
        assertThat(left).contains(new Pressure(50, 0, HOUR));
    }

    @Test
    void shouldAskForNothingMoreWhenARunHasBegunAndTheDiskIsBelowLow() {
        // Given, When
        Optional<Pressure> left = MARKS.left(1_000, 700, 100, 10);
        // Then
        assertThat(left).isEmpty();
    }

    @Test
    void shouldAskForWhateverMayGoWhenARunHasBegunAndInodesAreAboveLow() {
        // Given, When
        Optional<Pressure> left = MARKS.left(1_000, 100, 100, 75);
        // Then
        assertThat(left).contains(new Pressure(Long.MAX_VALUE, 0, HOUR));
    }

    @Test
    void shouldBeRelievedOnlyWhenBytesInodesAndFreeSpaceAllAre() {
        // Given, When, Then
        assertThat(MIN_FREE.isRelieved(1_000, 700, 100, 70)).isTrue();
        assertThat(MIN_FREE.isRelieved(1_000, 701, 100, 70)).isFalse();
        assertThat(MIN_FREE.isRelieved(1_000, 700, 100, 71)).isFalse();
        assertThat(new DiskPressure(99, 98, Optional.of(300L), HOUR).isRelieved(1_000, 750, 100, 10))
                .isFalse();
    }
}
