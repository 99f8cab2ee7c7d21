package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole agent on a real engine, with its state folder on a file system of its own that is really full. */
@Tag("engine")
class FullStateFolderTest {
    private static final String ONE_ENGINE = "io.nodecleanup.engine.TestEngine#withContainerdStore";
    private static final int BLOCK = 4096;

    @TempDir
    private Path folder;

    private Path state;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        state = Files.createDirectory(folder.resolve("state"));
        run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", state.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", state.toString());
    }

    @ParameterizedTest
    @MethodSource(ONE_ENGINE)
    void shouldRunAndTellItWhenTheStateFolderIsFullAndRememberItOnceThereIsSpace(TestEngine engine) throws Exception {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String base = fixture.image(fixture.name("base:1"));
            String done = fixture.runToEnd("--label", fixture.mark("mine"), base, "true");
            Path policy = FileAgent.policy(folder, engine, fixture.mark("mine"), "0s");
            try (var agent = new FileAgent(policy, state, Clock.systemUTC())) {
                agent.awaitState("Idle");
                await().until(agent::isListening);
                Path filler = fill();
                // When
                agent.requestRun(1);
                agent.awaitRuns(1);
                // Then
                assertThat(agent.last().at("/status/lastRun/outcome").asText()).isEqualTo("Completed");
                assertThat(agent.last().at("/status/lastRun/removed/0/kind").asText())
                        .isEqualTo("Container");
                assertThat(engine.has("container", done)).isFalse();
                assertThat(agent.last().at("/status/conditions/0/message").asText())
                        .contains("the usage journal cannot be written");
                assertThat(agent.get("/livez").statusCode()).isEqualTo(200);
                Files.delete(filler);
                agent.wake();
                await().until(this::reported, text -> text.contains("\"trigger\":\"Request\""));
                agent.requestRun(2);
                agent.awaitRuns(2);
                assertThat(agent.last().at("/status/conditions/0/message").asText())
                        .doesNotContain("cannot be written");
                assertThat(state.resolve("runs")).isDirectoryContaining("glob:**-mine.json");
            }
            try (var agent = new FileAgent(policy, state, Clock.systemUTC())) {
                agent.awaitState("Idle");
                await().until(agent::isListening);
                assertThat(agent.last().at("/status/recentRuns")).hasSize(2);
            }
            assertThat(state).isDirectoryContaining("glob:**/usage-*.json").isDirectoryNotContaining("glob:**.torn-*");
        }
    }

    /** Leaves not a byte. */
    private Path fill() throws IOException {
        Path filler = state.resolve("filler");
        try (var out = Files.newOutputStream(filler, StandardOpenOption.CREATE_NEW)) {
            while (Files.getFileStore(state).getUnallocatedSpace() > 0) {
                out.write(new byte[BLOCK]);
            }
        }
        return filler;
    }

    private String reported() throws IOException {
        try (var files = Files.newDirectoryStream(state, "report-*.json")) {
            return Files.readString(files.iterator().next());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
