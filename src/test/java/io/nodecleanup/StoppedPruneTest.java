package io.nodecleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ctrl-C, on the whole program as a process. */
@Tag("engine")
class StoppedPruneTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldEndBetweenTwoDeletionsWithAReportWhenItIsInterrupted(TestEngine engine) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        try (var fixture = new EngineFixture(engine);
                var hold = new Hold(folder.resolve("docker.sock"), engine.socket())) {
            // Given
            String label = fixture.mark("mine");
            String base = fixture.image(fixture.name("base:1"));
            List<String> containers = List.of(
                    fixture.create("--label", label, base),
                    fixture.create("--label", label, base),
                    fixture.create("--label", label, base));
            hold.letPass(1);
            Process prune = prune(hold.socket(), label, out, err);
            hold.awaitHeld();
            // When
            new ProcessBuilder("kill", "-INT", String.valueOf(prune.pid()))
                    .start()
                    .waitFor();
            await().atMost(LONG).until(() -> Files.readString(err).contains("stopping"));
            hold.letAllPass();
            // Then
            assertThat(prune.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(prune.exitValue()).isEqualTo(130);
            assertThat(containers.stream().map(id -> engine.has("container", id)))
                    .containsExactlyInAnyOrder(false, false, true);
            assertThat(Files.readString(out))
                    .contains(
                            "not-reached: the run ended before",
                            "stopped between two deletions",
                            "removed 2 containers");
        }
    }

    private static Process prune(Path socket, String label, Path out, Path err) throws IOException {
        return Program.start(
                out,
                err,
                List.of(),
                "prune",
                "--force",
                "--state",
                out.getParent().toString(),
                "--socket",
                socket.toString(),
                "--filter",
                "label=" + label);
    }
}
