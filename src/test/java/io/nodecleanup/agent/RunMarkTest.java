package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.agent.RunMark.Begun;
import io.nodecleanup.agent.RunMark.CutOff;
import io.nodecleanup.api.v1alpha1.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMarkTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final RunReport.Count WENT = new RunReport.Count("Image", "Unused", 41, 4_100);
    private static final Due.Run TICK = new Due.Scheduled(START.minusSeconds(60), Duration.ofSeconds(60), 0);
    private static final Begun RUN = begun(TICK, 9_000, WENT);

    @TempDir
    private Path folder;

    @Test
    void shouldTellOfTheRunThatWasOnWhenTheAgentBeforeEnded() {
        // Given
        mark(START).isOn(() -> RUN);
        RunMark next = mark(START.plusSeconds(90));
        // When
        Optional<CutOff> cutOff = next.cutOff();
        // Then
        assertThat(cutOff.orElseThrow().request()).isEmpty();
        assertThat(cutOff.orElseThrow().tick()).contains(START.minusSeconds(60));
        assertThat(cutOff.map(CutOff::report)).hasValueSatisfying(run -> {
            assertThat(run.outcome()).isEqualTo("CutOff");
            assertThat(run.id()).isEqualTo(RUN.id());
            assertThat(run.startTime()).isEqualTo(START);
            assertThat(run.removed()).containsExactly(WENT);
            assertThat(run.errors()).singleElement().asString().contains("ended in the middle");
        });
    }

    @Test
    void shouldTellTheSameAgainWhenTheReportWasNotTaken() {
        // Given
        mark(START).isOn(() -> RUN);
        Optional<CutOff> lost = mark(START.plusSeconds(90)).cutOff();
        // When
        Optional<CutOff> again = mark(START.plusSeconds(90)).cutOff();
        // Then
        assertThat(again).isPresent().isEqualTo(lost);
    }

    @Test
    void shouldTellWhatWentLastWhenTheAgentEndedBeforeItCouldReport() {
        // Given
        RunMark mark = mark(START);
        mark.isOn(() -> begun(TICK, 5));
        mark.isEnding(RUN);
        // When
        Optional<CutOff> cutOff = mark(START.plusSeconds(90)).cutOff();
        // Then
        assertThat(cutOff)
                .hasValueSatisfying(run -> assertThat(run.report().removed()).containsExactly(WENT));
    }

    @Test
    void shouldTellNothingWhenTheReportWasTaken() {
        // Given
        RunMark mark = mark(START);
        mark.isOn(() -> RUN);
        mark.isTold();
        // When
        Optional<CutOff> cutOff = mark(START).cutOff();
        // Then
        assertThat(cutOff).isEmpty();
    }

    @Test
    void shouldTellNothingOfAnotherPolicysRun() {
        // Given
        mark(START).isOn(() -> RUN);
        // When
        Optional<CutOff> cutOff = new RunMark(folder, "another", Clock.systemUTC()).cutOff();
        // Then
        assertThat(cutOff).isEmpty();
    }

    @Test
    void shouldTellNothingAndGoOnWhenTheMarkCannotBeRead() throws IOException {
        // Given
        Files.writeString(folder.resolve("run-uid.json"), "{ torn");
        // When
        Optional<CutOff> cutOff = mark(START).cutOff();
        // Then
        assertThat(cutOff).isEmpty();
    }

    @Test
    void shouldNotTellOfTheRunOfAnotherPolicyWhenBothAreFiles() {
        // Given
        RunMark.of(folder, new AgentIdentity("nightly", "", "node"), Clock.systemUTC())
                .isOn(() -> begun(new Due.Requested("monday"), 5));
        RunMark other = RunMark.of(folder, new AgentIdentity("weekly", "", "node"), Clock.systemUTC());
        // When
        Optional<CutOff> cutOff = other.cutOff();
        // Then
        assertThat(cutOff).isEmpty();
        assertThat(RunMark.of(folder, new AgentIdentity("nightly", "", "node"), Clock.systemUTC())
                        .cutOff())
                .hasValueSatisfying(run -> assertThat(run.request()).contains("monday"));
    }

    private static Begun begun(Due.Run due, long predictedBytes, RunReport.Count... removed) {
        return Begun.by(due, "20261124-120000", START, false, predictedBytes, List.of(removed));
    }

    private RunMark mark(Instant now) {
        return new RunMark(folder, "uid", Clock.fixed(now, ZoneOffset.UTC));
    }
}
