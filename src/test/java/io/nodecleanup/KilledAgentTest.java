package io.nodecleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent that is killed in the middle of a run, as a process. */
@Tag("engine")
class KilledAgentTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    /** A run's mark on the disk is written this often at most. */
    private static final Duration MARK_EVERY = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#oldestAndNewest")
    void shouldTellWhatTheRunThatWasCutOffHadDoneAndNotBeginItAgainWhenItStartsAgain(TestEngine engine)
            throws Exception {
        try (var fixture = new EngineFixture(engine);
                var hold = new Hold(folder.resolve("docker.sock"), engine.socket())) {
            // Given
            String label = fixture.mark("mine");
            String base = fixture.image(fixture.name("base:1"));
            List<String> unused = Stream.generate(() -> fixture.create("--label", label, base))
                    .limit(6)
                    .toList();
            String kept = fixture.create(base);
            policy(label);
            try (var met = new AgentProcess(folder, engine.socket())) {
                met.awaitReport("/status/conditions/0/reason", "Idle");
            }
            AgentProcess.requestRun(folder);
            hold.letPass(1);
            try (var agent = new AgentProcess(folder, hold.socket())) {
                hold.awaitHeld();
                await().atMost(LONG)
                        .until(() -> modified(mark()).isBefore(Instant.now().minus(MARK_EVERY)));
                hold.letPass(1);
                await().atMost(LONG).until(() -> Files.readString(mark()).contains("\"count\":2"));
                // When
                agent.kill();
            }
            hold.dropAll();
            // Then
            try (var agent = new AgentProcess(folder, engine.socket())) {
                agent.awaitReport("/status/lastRun/outcome", "CutOff");
                assertThat(agent.last().at("/status/lastRun/removed/0/count").asInt())
                        .isEqualTo(2);
                assertThat(agent.last().at("/status/conditions/0/reason").asText())
                        .isEqualTo("Idle");
                assertThat(unused).filteredOn(id -> engine.has("container", id)).hasSize(4);
                assertThat(mark()).doesNotExist();
                assertThat(engine.has("container", kept)).isTrue();
            }
        }
    }

    private void policy(String label) throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: nodecleanup.io/v1alpha1
                kind: CleanupPolicy
                metadata: {name: mine}
                spec:
                  nodeSelector: {}
                  containers:
                    exitedFor: 0s
                    labelSelector:
                      matchExpressions:
                        - {key: %s, operator: Exists}
                """.formatted(label));
    }

    private Path mark() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("run-.*policy\\.yaml\\.json"))
                    .findFirst()
                    .orElse(folder.resolve("no mark"));
        }
    }

    private static Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }
}
