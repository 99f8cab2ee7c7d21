package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.policy.WrittenPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run leaves is not used by it, whatever the engine says. */
@Tag("engine")
class OwnTouchesRunTest {
    private final WholeRuns runs;

    OwnTouchesRunTest(@TempDir Path state) {
        runs = new WholeRuns(state);
    }

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
            assertThat(runs.logged("would-remove")).contains(base, likeIt);
        }
    }

    private void run(TestEngine engine, String rules) {
        runs.run(engine, WrittenPolicy.policy("nodeSelector: {}\n" + rules + "\n"));
    }
}
