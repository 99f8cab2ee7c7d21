package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Memory met = Memory.first(Optional.empty(), NOW);

    @Test
    void shouldTakeTheRequestOfARunThatWasCutOffForHandled() {
        // When
        Memory memory = met.withCutOff(cutOff(Optional.of("monday"), Optional.empty()));
        // Then
        assertThat(memory.handledRequest()).contains("monday");
        assertThat(memory.lastRun()).map(run -> run.outcome()).contains("CutOff");
    }

    @Test
    void shouldStayAsItIsWhenTheEndOfTheRunWasTold() {
        // Given
        Memory told = met.withRun(RunReportSamples.run("run-1", "Completed", List.of()));
        // When
        Memory memory = told.withCutOff(cutOff(Optional.of("monday"), Optional.empty()));
        // Then
        assertThat(memory).isEqualTo(told);
    }

    @Test
    void shouldTakeTheTickOfARunThatWasCutOffForSettled() {
        // Given
        Instant tick = NOW.plusSeconds(60);
        // When
        Memory memory = met.withCutOff(cutOff(Optional.empty(), Optional.of(tick)));
        // Then
        assertThat(memory.settledUntil()).isEqualTo(tick);
        assertThat(memory.handledRequest()).isEmpty();
    }

    @Test
    void shouldSettleTheScheduleUpToNowWhenAClockThatWasAheadSettledTheFuture() {
        // Given
        Memory ahead = met.withScheduleSettled(NOW.plus(Duration.ofDays(30)), 1);
        // When
        Memory memory = ahead.at(NOW);
        // Then
        assertThat(memory.settledUntil()).isEqualTo(NOW);
    }

    @Test
    void shouldNotRunATickTwiceWhenTheClockIsSetBackByAFewMinutes() {
        // Given
        Memory settled = met.withScheduleSettled(NOW.plus(Duration.ofMinutes(5)), 0);
        // When
        Memory memory = settled.at(NOW);
        // Then
        assertThat(memory).isEqualTo(settled);
    }

    @ParameterizedTest
    @CsvSource({"false, 2026-11-24T03:00:00Z", "true, 2026-11-24T12:00:00Z"})
    void shouldCatchUpOnlyWhenThePolicyIsTheOneThatWasReportedOn(boolean changed, Instant settledUntil) {
        // Given
        Instant night = Instant.parse("2026-11-24T03:00:00Z");
        var reported =
                new NodeCleanupStatus(7L, List.of(), null, null, null, null, List.of(), 0L, night, 0, null, null);
        // When
        Memory memory = Memory.resumed(reported, changed, NOW);
        // Then
        assertThat(memory.settledUntil()).isEqualTo(settledUntil);
    }

    private static RunMark.CutOff cutOff(Optional<String> request, Optional<Instant> tick) {
        return new RunMark.CutOff(RunReportSamples.run("run-1", "CutOff", List.of()), request, tick);
    }
}
