package io.nodecleanup.agent;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.runner.RunLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;

/** An agent by a policy in a file, in this process. Runs until it is closed; what it prints are lines. */
final class FileAgent implements AutoCloseable {
    static final Duration SOON = Duration.ofMinutes(1);

    private final Path state;
    private final Semaphore wake = new Semaphore(0);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Endpoints endpoints;
    private final DockerJavaEngine engine;
    private final UsageJournal journal;
    private final AgentLoop loop;
    private final Thread thread;

    /**
     * Writes a policy that removes ended containers.
     *
     * @param label of those alone
     * @param more lines of the spec
     */
    static Path policy(Path folder, TestEngine engine, String label, String exitedFor, String... more)
            throws IOException {
        return Files.writeString(
                folder.resolve("policy.yaml"),
                """
                apiVersion: nodecleanup.io/v1alpha1
                kind: CleanupPolicy
                metadata: {name: mine}
                spec:
                  nodeSelector: {}
                  engine: {socket: %s}
                  containers:
                    exitedFor: %s
                    labelSelector:
                      matchExpressions:
                        - {key: %s, operator: Exists}
                """.formatted(engine.socket(), exitedFor, label)
                        + String.join(
                                "",
                                List.of(more).stream()
                                        .map(line -> "  " + line + "\n")
                                        .toList()));
    }

    /** @param state the folder of what it remembers */
    FileAgent(Path policy, Path state, Clock clock) throws IOException {
        this.state = state;
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        PolicyInFile parts = PolicyInFile.of(policy, "node", null, state, print);
        var pulse = new Pulse(System::nanoTime);
        var metrics = new Metrics();
        endpoints = new Endpoints(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pulse, metrics);
        engine = DockerJavaEngine.open(parts.socket(), pulse);
        var log = new RunLog(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), clock);
        var runs = new RunFiles(state.resolve("runs"), "mine", log, clock);
        journal = new UsageJournal(state, engine, clock);
        journal.start();
        var vitals = new Vitals(pulse, metrics, runs, new Slack(clock));
        var mark = RunMark.of(state, parts.identity(), clock);
        loop = new AgentLoop(
                parts.identity(),
                parts.policies(),
                engine,
                journal,
                parts.reports(),
                new RunStarter(
                        Gate.of(state, "test", engine, clock),
                        new CleanupRun(engine, journal, runs, mark, clock),
                        vitals),
                vitals,
                clock,
                wake);
        thread = Thread.ofPlatform().start(() -> {
            try {
                loop.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** It looks again at once. */
    void wake() {
        wake.release();
    }

    /**
     * Asks for a run.
     *
     * @param second of another value for each request
     */
    void requestRun(int second) throws IOException {
        Path request = state.resolve("run-requested-at");
        if (!Files.exists(request)) {
            Files.createFile(request);
        }
        Files.setLastModifiedTime(request, FileTime.from(Instant.ofEpochSecond(second)));
        wake();
    }

    boolean isListening() {
        return journal.isListening();
    }

    void awaitState(String state) {
        await().atMost(SOON)
                .until(() -> last().at("/status/conditions/0/reason").asText(), state::equals);
    }

    /** Until it has told of so many runs. */
    void awaitRuns(int count) {
        await().atMost(SOON).until(() -> last().at("/status/recentRuns").size(), size -> size == count);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + endpoints.port() + path));
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** What it printed last. */
    JsonNode last() {
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        try {
            return new ObjectMapper().readTree(lines.isEmpty() ? "{}" : lines.getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        loop.stop();
        await().atMost(SOON).until(() -> !thread.isAlive());
        journal.close();
        engine.close();
        endpoints.close();
    }
}
