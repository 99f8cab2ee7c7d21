package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
            try (var agent = agent()) {
                agent.awaitState("Idle");
                // When
                agent.requestRun(1);
                // Then
                await().atMost(SOON)
                        .until(() -> agent.last().at("/status/lastRun/trigger").asText(), "Request"::equals);
                assertThat(engine.has("container", done)).isFalse();
            }
            String next = fixture.runToEnd("--label", label, base, "true");
            try (var agent = agent()) {
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
            try (var agent = agent()) {
                agent.awaitState("Idle");
                // When
                Files.writeString(file(), "spec: [\n");
                agent.requestRun(1);
                agent.awaitState("InvalidPolicy");
                boolean kept = engine.has("container", done);
                policy(engine, label);
                agent.wake();
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
            try (var agent = agent()) {
                agent.awaitState("Idle");
                engine.suspend();
                // When
                agent.requestRun(1);
                agent.awaitState("EngineUnreachable");
                // Then
                assertThat(agent.last().at("/status/conditions/0/message").asText())
                        .isEqualTo("engine at %s, asked for its version: no answer within 10 s"
                                .formatted(engine.socket()));
                assertThat(agent.get("/livez").statusCode()).isEqualTo(200);
                engine.resume();
                agent.wake();
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

    private void policy(TestEngine engine, String label) throws IOException {
        FileAgent.policy(folder, engine, label, "0s");
    }

    private FileAgent agent() throws IOException {
        return new FileAgent(file(), folder, Clock.systemUTC());
    }

    private Path file() {
        return folder.resolve("policy.yaml");
    }
}
