package io.nodecleanup;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An agent as a process, by the policy.yaml of a folder, where it has its state too. Runs until it is closed. */
final class AgentProcess implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Path out;
    private final Process process;

    /** @param options of the JVM */
    AgentProcess(Path folder, Path socket, String... options) throws IOException {
        out = Files.createTempFile(folder, "agent", ".out");
        process = Program.start(
                out,
                Files.createTempFile(folder, "agent", ".err"),
                List.of(options),
                "agent",
                "--policy",
                folder.resolve("policy.yaml").toString(),
                "--state",
                folder.toString(),
                "--socket",
                socket.toString());
    }

    /** Asks the agent of this folder for a run; once for each folder. */
    static void requestRun(Path folder) throws IOException {
        Files.createFile(folder.resolve("run-requested-at"));
    }

    /** Fails if the agent ends before. */
    void awaitReport(String path, String value) {
        await().atMost(LONG)
                .failFast("the agent has ended", () -> !process.isAlive())
                .until(() -> last().at(path).asText(), value::equals);
    }

    /** Its last report; what it prints are lines. */
    JsonNode last() throws IOException {
        List<String> reports = Files.readAllLines(out).stream()
                .filter(line -> line.contains("\"status\":"))
                .toList();
        return new ObjectMapper().readTree(reports.isEmpty() ? "{}" : reports.getLast());
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        process.onExit().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    }
}
