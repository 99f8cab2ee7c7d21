package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.policy.WrittenPolicy;
import io.nodecleanup.runner.RunLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run leaves is not used by it, whatever the engine says. */
@Tag("engine")
class OwnTouchesRunTest {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    @TempDir
    private Path state;

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldNotTakeTheEndOfTheLastRecordOnABaseForABuildWhenTheEngineWasRestarted(TestEngine engine)
            throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String base = fixture.image(fixture.name("base:1"));
            String likeIt = fixture.image(fixture.name("other:1"));
            fixture.buildCacheOnly(
                    "FROM %s\nRUN echo %s > /1\n".formatted(fixture.name("base:1"), fixture.mark("step")));
            Instant built = Instant.now();
            engine.kill();
            engine.start();
            fixture.image(); // so that the journal has heard something to go on from
            await().until(() -> Instant.now().isAfter(built.plusSeconds(4)));
            run(engine, "buildCache: {prune: Dangling, unusedFor: 0s}");
            long age = Duration.between(built, Instant.now()).toSeconds();
            // When
            run(engine, "dryRun: true\nimages: {prune: Unused, unusedFor: %ds}".formatted(age - 1));
            // Then
            assertThat(lines.toString(StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> line.contains("\"would-remove\""))
                    .anyMatch(line -> line.contains(base))
                    .anyMatch(line -> line.contains(likeIt));
        }
    }

    /** By an agent that was not there before. */
    private void run(TestEngine engine, String rules) {
        Clock clock = Clock.systemUTC();
        try (DockerJavaEngine opened = DockerJavaEngine.open(engine.socket());
                var journal = new UsageJournal(state, opened, clock)) {
            var log = new RunLog(new PrintStream(lines, true, StandardCharsets.UTF_8), clock);
            new CleanupRun(opened, journal, log, new RunMark(state, "uid", clock), clock)
                    .run(
                            WrittenPolicy.policy("nodeSelector: {}\n" + rules + "\n"),
                            Due.REQUEST,
                            Optional.empty(),
                            () -> false);
        }
    }
}
