package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.HeldStep;
import io.nodecleanup.engine.ShownBuild;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.WrittenPolicy;
import io.nodecleanup.runner.RemovalLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds that go on while a run removes all that may go, on engines of their own. */
@Tag("engine")
class BuildDuringRunTest {
    private static final Policy ALL_THAT_MAY_GO = WrittenPolicy.policy("""
            nodeSelector: {}
            waitForBuilds: 0s
            images: {prune: Unused, unusedFor: 0s}
            buildCache: {prune: All, unusedFor: 0s}
            """);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldRepeatNoStepOfABuildThatRunsThroughTheWholeRun(TestEngine kind) throws Exception {
        TestEngine engine = kind.another("builds");
        try (var fixture = new EngineFixture(engine);
                var port = DockerJavaEngine.open(engine.socket())) {
            // Given
            var before = new HeldStep(fixture.mark("before"));
            var during = new HeldStep(fixture.mark("during"));
            String base = fixture.name("base:1");
            fixture.image(base);
            String common = "RUN echo %s > /common".formatted(fixture.mark("common"));
            String old =
                    fixture.build("FROM %s\n%s\nRUN echo old > /old\n".formatted(base, common), fixture.name("old:1"));
            Path context = context("""
                    FROM %1$s AS tools
                    RUN echo tool > /tool
                    FROM %1$s
                    %2$s
                    COPY file /file
                    %3$s
                    RUN echo three > /three
                    %4$s
                    COPY --from=tools /tool /tool
                    RUN echo four > /four
                    """.formatted(base, common, before.instruction(), during.instruction()));
            ShownBuild build = ShownBuild.start(engine, context, fixture.name("app:1"));
            build.awaitDone("echo tool");
            before.awaitReached();
            // The engine keeps what was used in the second before the plan.
            await().until(() -> fixture.records(port.inventory(), "echo old").stream()
                    .allMatch(record -> record.lastUsed()
                            .orElse(record.created())
                            .isBefore(Instant.now().minusSeconds(2))));
            // When
            RunReport report = run(port, goingOnAfterTheFirstRemoval(before, during));
            // Then
            assertThat(report.outcome()).as(report.errors().toString()).isEqualTo("Completed");
            assertThat(engine.has("image", old)).isFalse();
            assertThat(fixture.records(port.inventory(), "echo old")).isEmpty();
            during.letGo();
            build.awaitEnd();
            ShownBuild again = ShownBuild.start(engine, context, fixture.name("app:2"));
            again.awaitEnd();
            assertThat(again.cached()).hasSize(8).isEqualTo(again.steps());
        } finally {
            engine.remove();
        }
    }

    private RunReport run(DockerJavaEngine port, RemovalLog log) {
        Clock clock = Clock.systemUTC();
        try (var journal = new UsageJournal(folder.resolve("state"), port, clock)) {
            return new CleanupRun(port, journal, log, new RunMark(folder, "uid", clock), clock)
                    .run(ALL_THAT_MAY_GO, new Due.Scheduled(clock.instant(), Duration.ZERO, 0), () -> false);
        }
    }

    /** The run waits until the build has come from one step to another. */
    private static RemovalLog goingOnAfterTheFirstRemoval(HeldStep from, HeldStep to) {
        var first = new AtomicBoolean(true);
        return (runId, action, object, reason, message) -> {
            if (action.equals("removed") && first.getAndSet(false)) {
                from.letGo();
                to.awaitReached();
            }
        };
    }

    private Path context(String dockerfile) throws Exception {
        Path context = Files.createDirectory(folder.resolve("context"));
        Files.writeString(context.resolve("file"), "a file of the context");
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        return context;
    }
}
