package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import io.nodecleanup.api.v1alpha1.NodeState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReportsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void shouldReadBackWhatTheAgentBeforeWroteWhenItStartsAgain() {
        // Given
        NodeStatus status = status(NodeState.Suspended);
        reports().report(status, NOW);
        FileReports again = reports();
        // When
        Optional<NodeCleanupStatus> read = again.read();
        // Then
        assertThat(read).contains(status.status(Optional.empty(), NOW));
        assertThat(again.reportedState()).contains("Suspended");
    }

    @Test
    void shouldPrintALineWhenThereIsNewsAndOnlyThen() throws IOException {
        // Given
        FileReports reports = reports();
        reports.report(status(NodeState.Idle), NOW);
        // When
        reports.report(status(NodeState.Idle), NOW.plusSeconds(30));
        reports.report(status(NodeState.InvalidPolicy), NOW.plusSeconds(60));
        // Then
        assertThat(lines()).hasSize(2);
        JsonNode line = new ObjectMapper().readTree(lines().get(1));
        assertThat(line.path("policy").asText()).isEqualTo("/etc/policy.yaml");
        assertThat(line.path("time").asText()).isEqualTo("2026-11-24T12:01:00Z");
        assertThat(line.at("/status/conditions/0/reason").asText()).isEqualTo("InvalidPolicy");
    }

    @Test
    void shouldBeginAnewWhenTheLastReportIsTorn() throws IOException {
        // Given
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"policyGeneration\": 1, \"cond");
        // When
        Optional<NodeCleanupStatus> read = reports().read();
        // Then
        assertThat(read).isEmpty();
    }

    @Test
    void shouldPrintAllTheSameWhenNothingCanBeKept() throws IOException {
        // Given
        Files.writeString(folder.resolve("state"), "a file where the folder should be");
        // When
        reports().report(status(NodeState.Idle), NOW);
        // Then
        assertThat(lines()).hasSize(1);
    }

    @Test
    void shouldKeepTheLastReportOnceItCanThoughThereIsNoNews() throws IOException {
        // Given
        Path full = Files.writeString(folder.resolve("state"), "a file where the folder should be");
        FileReports reports = reports();
        reports.report(status(NodeState.Suspended), NOW);
        Files.delete(full);
        // When
        reports.report(status(NodeState.Suspended), NOW.plusSeconds(30));
        // Then
        assertThat(lines()).hasSize(1);
        assertThat(reports().read()).isPresent();
    }

    private FileReports reports() {
        return new FileReports(file(), "/etc/policy.yaml", new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private Path file() {
        return folder.resolve("state").resolve("report.json");
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static NodeStatus status(NodeState state) {
        return new NodeStatus(
                1,
                state,
                "m",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Memory.first(Optional.of("r"), NOW),
                Optional.of(NOW));
    }
}
