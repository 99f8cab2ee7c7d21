package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.policy.WrittenPolicy;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine that takes long to tell what it has, and is used meanwhile. */
@Tag("engine")
class LongSurveyTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final SetClock clock = new SetClock();

    @TempDir
    private Path state;

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldKeepARecordThatWasUsedDuringTheSurveyWhenTheRuleAsksForNoAge(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine);
                var port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("base:1"));
            fixture.buildCacheOnly(
                    "FROM %s\nRUN echo %s > /1\n".formatted(fixture.name("base:1"), fixture.mark("step")));
            Instant used = Instant.now();
            await().until(() -> Instant.now().isAfter(used.plusSeconds(3)));
            // When
            run(surveyingLong(port), port);
            // Then
            assertThat(fixture.records(port.inventory(), fixture.mark("step"))).isNotEmpty();
        }
    }

    private void run(DockerEngine engine, DockerJavaEngine port) {
        try (var journal = new UsageJournal(state, port, clock)) {
            new CleanupRun(
                            engine,
                            journal,
                            (run, action, object, reason, message) -> {},
                            new RunMark(state, "uid", clock),
                            clock)
                    .run(
                            WrittenPolicy.policy("nodeSelector: {}\nbuildCache: {prune: All, unusedFor: 0s}\n"),
                            new Due.Requested("now"),
                            () -> false);
        }
    }

    /** By the run's clock; what was used a few seconds ago was used during the survey then. */
    private DockerEngine surveyingLong(DockerEngine engine) {
        return (DockerEngine) Proxy.newProxyInstance(
                DockerEngine.class.getClassLoader(),
                new Class<?>[] {DockerEngine.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(engine, arguments);
                        if (method.getName().equals("survey")) {
                            clock.set(LONG);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
