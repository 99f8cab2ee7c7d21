package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Memory met = Memory.first(Optional.empty(), NOW);

    @Test
    void shouldTakeTheRequestOfARunThatWasCutOffForHandled() {
        // When
        Memory memory = met.withCutOff(RunReportSamples.run("run-1", "CutOff", List.of()), Optional.of("monday"));
        // Then
        assertThat(memory.handledRequest()).contains("monday");
        assertThat(memory.lastRun()).map(run -> run.outcome()).contains("CutOff");
    }

    @Test
    void shouldStayAsItIsWhenTheEndOfTheRunWasTold() {
        // Given
        Memory told = met.withRun(RunReportSamples.run("run-1", "Completed", List.of()));
        // When
        Memory memory = told.withCutOff(RunReportSamples.run("run-1", "CutOff", List.of()), Optional.of("monday"));
        // Then
        assertThat(memory).isEqualTo(told);
    }
}
