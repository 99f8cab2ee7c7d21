package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockWatchTest {
    private static final Duration DAYS = Duration.ofDays(3);

    private String boot = "first";
    private Instant time = Instant.parse("2026-11-24T12:00:00Z");
    private Duration uptime = Duration.ofHours(2);

    @TempDir
    private Path folder;

    @Test
    void shouldNotBelieveTheClockWhenItWasSetAheadBeforeTheFirstRunIsDue() {
        // Given
        ClockWatch watch = watch();
        time = time.plus(DAYS);
        // When
        Optional<String> why = watch.suspicion();
        // Then
        assertThat(why)
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("the clock was moved ahead by 3d since it was last believed")
                        .contains("request a run"));
    }

    @Test
    void shouldNotBelieveTheClockWhenItWasSetBack() {
        // Given
        ClockWatch watch = watch();
        time = time.minus(DAYS);
        // When
        Optional<String> why = watch.suspicion();
        // Then
        assertThat(why).hasValueSatisfying(sentence -> assertThat(sentence).contains("moved back by 3d"));
    }

    @Test
    void shouldStayInDoubtWhenAskedAgain() {
        // Given
        ClockWatch watch = watch();
        time = time.plus(DAYS);
        watch.suspicion();
        // When
        Optional<String> why = watch.suspicion();
        // Then
        assertThat(why).isPresent();
    }

    @Test
    void shouldBelieveTheClockWhenItIsSetRight() {
        // Given
        ClockWatch watch = watch();
        time = time.plus(DAYS);
        watch.suspicion();
        pass(Duration.ofMinutes(10));
        time = time.minus(DAYS);
        // When
        Optional<String> why = watch.suspicion();
        // Then
        assertThat(why).isEmpty();
    }

    @Test
    void shouldBelieveTheClockWhenItIsOffByLessThanAnHour() {
        // Given
        ClockWatch watch = watch();
        time = time.plus(Duration.ofMinutes(59));
        // When
        Optional<String> why = watch.suspicion();
        // Then
        assertThat(why).isEmpty();
    }

    @Test
    void shouldBelieveTheClockWhenTheMachineSlept() {
        // Given
        ClockWatch watch = watch();
        // The kernel's count goes on in sleep.
        pass(DAYS);
        // When
        Optional<String> why = watch.suspicion();
        // Then
        assertThat(why).isEmpty();
    }

    @Test
    void shouldNotBelieveTheClockWhenItWasSetAheadWhileNoAgentRan() {
        // Given
        watch();
        time = time.plus(DAYS);
        // When
        Optional<String> why = watch().suspicion();
        // Then
        assertThat(why).isPresent();
    }

    @Test
    void shouldStayInDoubtWhenTheAgentStartsAgain() {
        // Given
        ClockWatch watch = watch();
        time = time.plus(DAYS);
        watch.suspicion();
        pass(Duration.ofMinutes(1));
        // When
        Optional<String> why = watch().suspicion();
        // Then
        assertThat(why).isPresent();
    }

    @Test
    void shouldBelieveTheClockWhenTheMachineWasOffForDays() {
        // Given
        watch();
        pass(DAYS);
        startMachine();
        // When
        Optional<String> why = watch().suspicion();
        // Then
        assertThat(why).isEmpty();
    }

    @Test
    void shouldNotBelieveTheClockWhenItWasSetAheadAfterAStartOfTheMachineBeforeTheFirstRunIsDue() {
        // Given
        watch();
        startMachine();
        ClockWatch watch = watch();
        time = time.plus(DAYS);
        // When
        Optional<String> why = watch.suspicion();
        // Then
        assertThat(why).hasValueSatisfying(sentence -> assertThat(sentence).contains("moved ahead by 3d"));
    }

    @Test
    void shouldNotBelieveTheClockWhenItWentBackOverAStartOfTheMachine() {
        // Given
        watch();
        startMachine();
        time = time.minus(DAYS);
        // When
        Optional<String> why = watch().suspicion();
        // Then
        assertThat(why).hasValueSatisfying(sentence -> assertThat(sentence).contains("moved back by 3d"));
    }

    @Test
    void shouldBelieveTheClockAgainAlsoAfterARestartWhenAPersonSaysSo() {
        // Given
        ClockWatch watch = watch();
        time = time.plus(DAYS);
        watch.believe();
        // When
        Optional<String> why = watch.suspicion();
        // Then
        assertThat(why).isEmpty();
        assertThat(watch().suspicion()).isEmpty();
    }

    @Test
    void shouldBeginAnewWhenItsFileIsTorn() throws IOException {
        // Given
        watch();
        Files.writeString(folder.resolve("clock.json"), "{\"boot\": \"fi");
        ClockWatch next = watch();
        // When
        Optional<String> before = next.suspicion();
        time = time.plus(DAYS);
        Optional<String> after = next.suspicion();
        // Then
        assertThat(before).isEmpty();
        assertThat(after).isPresent();
    }

    @Test
    void shouldBeginAnewWhenItsFileLacksWhatItIsToHave() throws IOException {
        // Given
        Files.writeString(folder.resolve("clock.json"), "{}");
        // When
        Optional<String> why = watch().suspicion();
        // Then
        assertThat(why).isEmpty();
    }

    @Test
    void shouldNotBelieveTheClockWhenTheKernelTellsNothing() {
        // Given
        var watch = new ClockWatch(folder, () -> {
            throw new IOException("no /proc/uptime");
        });
        // When
        Optional<String> why = watch.suspicion();
        // Then
        assertThat(why).hasValueSatisfying(sentence -> assertThat(sentence).contains("no /proc/uptime"));
    }

    private ClockWatch watch() {
        return new ClockWatch(folder, () -> new ClockReading(boot, time, uptime));
    }

    private void pass(Duration duration) {
        time = time.plus(duration);
        uptime = uptime.plus(duration);
    }

    private void startMachine() {
        boot = "second";
        uptime = Duration.ofMinutes(1);
    }
}
