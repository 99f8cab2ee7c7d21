package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.agent.RunMark.Begun;
import io.nodecleanup.api.v1alpha1.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMarkTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final RunReport.Count WENT = new RunReport.Count("Image", "Unused", 41, 4_100);
    private static final Begun RUN = new Begun("20261124-120000", "Schedule", START.toString(), 9_000, List.of(WENT));

    @TempDir
    private Path folder;

    @Test
    void shouldTellOfTheRunThatWasOnWhenTheAgentBeforeEnded() {
        // Given
        mark(START).isOn(() -> RUN);
        RunMark next = mark(START.plusSeconds(90));
        // When
        Optional<RunReport> cutOff = next.cutOff();
        // Then
        assertThat(cutOff).hasValueSatisfying(run -> {
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
        Optional<RunReport> lost = mark(START.plusSeconds(90)).cutOff();
        // When
        Optional<RunReport> again = mark(START.plusSeconds(90)).cutOff();
        // Then
        assertThat(again).isPresent().isEqualTo(lost);
    }

    @Test
    void shouldTellWhatWentLastWhenTheAgentEndedBeforeItCouldReport() {
        // Given
        RunMark mark = mark(START);
        mark.isOn(() -> new RunMark.Begun(RUN.id(), RUN.trigger(), RUN.start(), 5, List.of()));
        mark.isEnding(RUN);
        // When
        Optional<RunReport> cutOff = mark(START.plusSeconds(90)).cutOff();
        // Then
        assertThat(cutOff).hasValueSatisfying(run -> assertThat(run.removed()).containsExactly(WENT));
    }

    @Test
    void shouldTellNothingWhenTheReportWasTaken() {
        // Given
        RunMark mark = mark(START);
        mark.isOn(() -> RUN);
        mark.isTold();
        // When
        Optional<RunReport> cutOff = mark(START).cutOff();
        // Then
        assertThat(cutOff).isEmpty();
    }

    @Test
    void shouldTellNothingOfAnotherPolicysRun() {
        // Given
        mark(START).isOn(() -> RUN);
        // When
        Optional<RunReport> cutOff = new RunMark(folder, "another", Clock.systemUTC()).cutOff();
        // Then
        assertThat(cutOff).isEmpty();
    }

    @Test
    void shouldTellNothingAndGoOnWhenTheMarkCannotBeRead() throws IOException {
        // Given
        Files.writeString(folder.resolve("run-uid.json"), "{ torn");
        // When
        Optional<RunReport> cutOff = mark(START).cutOff();
        // Then
        assertThat(cutOff).isEmpty();
    }

    @Test
    void shouldNotTellOfTheRunOfAnotherPolicyWhenBothAreFiles() {
        // Given
        RunMark.of(folder, new AgentIdentity("nightly", "", "node"), Clock.systemUTC())
                .isOn(() -> new RunMark.Begun("run-1", "Request", "2026-11-24T12:00:00Z", 5, List.of()));
        RunMark other = RunMark.of(folder, new AgentIdentity("weekly", "", "node"), Clock.systemUTC());
        // When
        Optional<RunReport> cutOff = other.cutOff();
        // Then
        assertThat(cutOff).isEmpty();
        assertThat(RunMark.of(folder, new AgentIdentity("nightly", "", "node"), Clock.systemUTC())
                        .cutOff())
                .isPresent();
    }

    private RunMark mark(Instant now) {
        return new RunMark(folder, "uid", Clock.fixed(now, ZoneOffset.UTC));
    }
}
