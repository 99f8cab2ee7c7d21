package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nodecleanup.prune.Network;
import io.nodecleanup.runner.RemovalLog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    private final List<String> logged = new ArrayList<>();
    private final RemovalLog log = (run, action, object, reason, message) -> logged.add(run + " " + action);

    @TempDir
    private Path state;

    @Test
    void shouldHoldEachLineAndTheReportWhenTheRunIsOver() throws IOException {
        // Given
        RunFiles runs = runs("/etc/policy.yaml");
        runs.write("20261124-120000", "removed", network(), "Unused", "unused for 3d");
        // When
        runs.finish(RunReportSamples.run("20261124-120000", "Completed", List.of()));
        // Then
        assertThat(names()).containsExactly("20261124-120000-_etc_policy.yaml.json");
        List<String> lines = Files.readAllLines(folder().resolve(names().getFirst()));
        assertThat(lines).hasSize(2);
        assertThat(new ObjectMapper().readTree(lines.getFirst()).get("id").asText())
                .isEqualTo("n1");
        assertThat(new ObjectMapper().readTree(lines.getLast()).get("outcome").asText())
                .isEqualTo("Completed");
        assertThat(logged).containsExactly("20261124-120000 removed");
    }

    @Test
    void shouldHoldWhatWasRemovedWhenTheAgentIsKilled() throws IOException {
        // Given
        RunFiles killed = runs("one");
        killed.write("20261124-120000", "removed", network(), "Unused", "unused for 3d");
        // When
        runs("one").finish(RunReportSamples.run("20261124-130000", "Completed", List.of()));
        // Then
        assertThat(names()).containsExactly("20261124-120000-one.json.next", "20261124-130000-one.json");
        assertThat(Files.readString(folder().resolve(names().getFirst()))).contains("\"id\":\"n1\"");
    }

    @Test
    void shouldKeepTheLastTwentyWhenThereAreMoreAndLeaveAloneWhatIsNotOurs() throws IOException {
        // Given
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("notes.txt"), "mine");
        RunFiles runs = runs("one");
        // When
        for (int i = 10; i < 35; i++) {
            runs.finish(RunReportSamples.run("20261124-1200" + i, "Completed", List.of()));
        }
        // Then
        assertThat(names())
                .hasSize(21)
                .contains("notes.txt", "20261124-120015-one.json", "20261124-120034-one.json")
                .doesNotContain("20261124-120014-one.json");
    }

    @Test
    void shouldDeleteTheOldestWhenTogetherTheyAreTooLarge() throws IOException {
        // Given
        Files.createDirectories(folder());
        sparse("20261124-120001-one.json");
        sparse("20261124-120002-one.json");
        // When
        runs("one").finish(RunReportSamples.run("20261124-120003", "Completed", List.of()));
        // Then
        assertThat(names()).containsExactly("20261124-120002-one.json", "20261124-120003-one.json");
    }

    @Test
    void shouldGoOnWhenNothingCanBeWritten() throws IOException {
        // Given
        Files.writeString(folder(), "a file where the folder should be");
        RunFiles runs = runs("one");
        // When
        runs.write("20261124-120000", "removed", network(), "Unused", "unused for 3d");
        runs.finish(RunReportSamples.run("20261124-120000", "Completed", List.of()));
        // Then
        assertThat(logged).hasSize(1);
        assertThat(folder()).isRegularFile();
    }

    private RunFiles runs(String policy) {
        return new RunFiles(folder(), policy, log, Clock.systemUTC());
    }

    private Path folder() {
        return state.resolve("runs");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** More than half of what all may have. */
    private void sparse(String name) throws IOException {
        try (var file = new RandomAccessFile(folder().resolve(name).toFile(), "rw")) {
            file.setLength(RunFiles.MOST_BYTES / 2 + 1);
        }
    }

    private static Network network() {
        return new Network("n1", "net", "local", false, false, Map.of(), Optional.empty());
    }
}
