package io.nodecleanup.agent;

import static io.nodecleanup.agent.FileAgent.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole agent, whose engine is started again and makes another socket at the same path. */
@Tag("engine")
class ReplacedSocketTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#all";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldGoOnAndMissNoUseWhenTheSocketWasReplacedWhileItListened(TestEngine engine) throws Exception {
        try (var fixture = new EngineFixture(engine);
                var agent = agent(engine, fixture)) {
            // Given
            String label = fixture.mark("mine");
            String unused = fixture.image(fixture.name("unused:1"));
            String used = fixture.image(fixture.name("used:1"));
            agent.awaitState("Idle");
            await().atMost(SOON).until(agent::isListening);
            Object socket = Files.readAttributes(engine.socket(), "unix:ino,ctime");
            engine.kill();
            await().atMost(SOON).until(() -> !agent.isListening());
            agent.wake();
            agent.awaitState("EngineUnreachable");
            // When
            engine.start();
            agent.wake();
            // Then
            agent.awaitState("Idle");
            await().atMost(SOON).until(agent::isListening);
            assertThat(Files.readAttributes(engine.socket(), "unix:ino,ctime")).isNotEqualTo(socket);
            Instant before = Instant.now();
            String done = fixture.runToEnd("--label", label, used, "true");
            agent.requestRun(1);
            agent.awaitRuns(1);
            assertThat(engine.has("container", done)).isFalse();
            JsonNode journal = journal();
            assertThat(journal.at("/state/gapEnd").asText()).isEqualTo(Instant.EPOCH.toString());
            assertThat(lastUse(journal, used)).isAfter(before);
            assertThat(lastUse(journal, unused)).isBefore(before);
        } finally {
            engine.start();
        }
    }

    private static Instant lastUse(JsonNode journal, String image) {
        return Instant.parse(journal.at("/state/images").path(image).asText());
    }

    private JsonNode journal() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "usage-*.json")) {
            return new ObjectMapper().readTree(files.iterator().next().toFile());
        }
    }

    private FileAgent agent(TestEngine engine, EngineFixture fixture) throws IOException {
        Path policy = FileAgent.policy(folder, engine, fixture.mark("mine"), "0s");
        return new FileAgent(policy, folder, Clock.systemUTC());
    }
}
