package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent by a policy in a file, on real engines. */
@Tag("engine")
class FileAgentTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#all";
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRunWhenAskedAndRememberItWhenItStartsAgain(TestEngine engine) throws Exception {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String label = fixture.mark("mine");
            String base = fixture.image(fixture.name("base:1"));
            String done = fixture.runToEnd("--label", label, base, "true");
            policy(engine, label);
            try (var agent = new Agent()) {
                agent.awaitState("Idle");
                // When
                requestRun(agent, 1);
                // Then
                await().atMost(SOON)
                        .until(() -> agent.last().at("/status/lastRun/trigger").asText(), "Request"::equals);
                assertThat(engine.has("container", done)).isFalse();
            }
            String next = fixture.runToEnd("--label", label, base, "true");
            try (var agent = new Agent()) {
                agent.awaitState("Idle");
                assertThat(agent.last().at("/status/recentRuns")).hasSize(1);
                assertThat(engine.has("container", next)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRunNothingWhileTheFileIsBrokenAndGoOnWhenItIsMended(TestEngine engine) throws Exception {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String label = fixture.mark("mine");
            String base = fixture.image(fixture.name("base:1"));
            String done = fixture.runToEnd("--label", label, base, "true");
            policy(engine, label);
            try (var agent = new Agent()) {
                agent.awaitState("Idle");
                // When
                Files.writeString(file(), "spec: [\n");
                requestRun(agent, 1);
                agent.awaitState("InvalidPolicy");
                boolean kept = engine.has("container", done);
                policy(engine, label);
                agent.wake.release();
                // Then
                assertThat(kept).isTrue();
                await().atMost(SOON).until(() -> !engine.has("container", done));
                agent.awaitState("Idle");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldTellItAndStayAliveWhenTheEngineHangsAndRunWhenItAnswersAgain(TestEngine engine) throws Exception {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String label = fixture.mark("mine");
            String done = fixture.runToEnd("--label", label, fixture.image(fixture.name("base:1")), "true");
            policy(engine, label);
            try (var agent = new Agent()) {
                agent.awaitState("Idle");
                engine.suspend();
                // When
                requestRun(agent, 1);
                agent.awaitState("EngineUnreachable");
                // Then
                assertThat(agent.last().at("/status/conditions/0/message").asText())
                        .isEqualTo("engine at %s, asked for its version: no answer within 10 s"
                                .formatted(engine.socket()));
                assertThat(agent.get("/livez").statusCode()).isEqualTo(200);
                engine.resume();
                agent.wake.release();
                await().atMost(SOON).until(() -> !engine.has("container", done));
                agent.awaitState("Idle");
                assertThat(agent.get("/metrics").body())
                        .contains("node_cleanup_removed_total{kind=\"Container\"} 1.0")
                        .contains("node_cleanup_runs_total{outcome=\"Completed\"} 1.0");
                assertThat(folder.resolve("runs")).isDirectoryContaining("glob:**-mine.json");
            } finally {
                engine.resume();
            }
        }
    }

    private void requestRun(Agent agent, int second) throws IOException {
        Path request = folder.resolve("run-requested-at");
        if (!Files.exists(request)) {
            Files.createFile(request);
        }
        Files.setLastModifiedTime(request, FileTime.from(Instant.ofEpochSecond(second)));
        agent.wake.release();
    }

    private void policy(TestEngine engine, String label) throws IOException {
        Files.writeString(file(), """
                apiVersion: nodecleanup.io/v1alpha1
                kind: CleanupPolicy
                metadata: {name: mine}
                spec:
                  nodeSelector: {}
                  engine: {socket: %s}
                  containers:
                    exitedFor: 0s
                    labelSelector:
                      matchExpressions:
                        - {key: %s, operator: Exists}
                """.formatted(engine.socket(), label));
    }

    private Path file() {
        return folder.resolve("policy.yaml");
    }

    /** Runs until it is closed; what it prints are lines. */
    private final class Agent implements AutoCloseable {
        private final Semaphore wake = new Semaphore(0);
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Endpoints endpoints;
        private final DockerJavaEngine engine;
        private final UsageJournal journal;
        private final AgentLoop loop;
        private final Thread thread;

        Agent() throws IOException {
            var print = new PrintStream(out, true, StandardCharsets.UTF_8);
            PolicyInFile parts = PolicyInFile.of(file(), "node", null, folder, print);
            var pulse = new Pulse(System::nanoTime);
            var metrics = new Metrics();
            endpoints = new Endpoints(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pulse, metrics);
            engine = DockerJavaEngine.open(parts.socket(), pulse);
            Clock clock = Clock.systemUTC();
            var log = new RunLog(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), clock);
            var runs = new RunFiles(folder.resolve("runs"), "mine", log, clock);
            journal = new UsageJournal(folder, engine, clock);
            var vitals = new Vitals(pulse, metrics, runs, new Slack(clock));
            var mark = RunMark.of(folder, parts.identity(), clock);
            loop = new AgentLoop(
                    parts.identity(),
                    parts.policies(),
                    engine,
                    journal,
                    parts.reports(),
                    new RunStarter(
                            Gate.of(folder, "test", engine, clock),
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

        void awaitState(String state) {
            await().atMost(SOON)
                    .until(() -> last().at("/status/conditions/0/reason").asText(), state::equals);
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            try (HttpClient client = HttpClient.newHttpClient()) {
                var request = HttpRequest.newBuilder(URI.create("http://localhost:" + endpoints.port() + path));
                return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            }
        }

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
}
