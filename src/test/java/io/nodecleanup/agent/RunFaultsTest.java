package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.api.v1alpha1.RunReport.Count;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.ImpatientEngine;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.policy.WrittenPolicy;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.runner.Pause;
import io.nodecleanup.runner.RemovalLog;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs on engines of their own, to which something happens in the middle. */
@Tag("engine")
class RunFaultsTest {
    private static final int UNUSED = 30;
    private static final int BEFORE_FAULT = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldGoOnAndReportAllThatWentWhenTheEngineIsKilledAndComesBack(TestEngine kind) throws IOException {
        TestEngine engine = kind.another("faults");
        try (DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            Images images = images(engine);
            Object socket = Files.readAttributes(engine.socket(), "unix:ino,ctime");
            var fault = new Fault(engine::kill, engine::start);
            // When
            RunReport report = run(port, fault);
            // Then
            assertThat(Files.readAttributes(engine.socket(), "unix:ino,ctime")).isNotEqualTo(socket);
            assertAllWentAndIsReported(engine, images, report, fault);
        } finally {
            engine.remove();
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldCutTheCallsTellItAndGoOnWhenTheEngineIsStoppedAndResumed(TestEngine kind) throws IOException {
        TestEngine engine = kind.another("faults");
        try (DockerJavaEngine port = ImpatientEngine.open(engine.socket(), Duration.ofSeconds(2))) {
            // Given
            Images images = images(engine);
            var fault = new Fault(engine::suspend, engine::resume);
            // When
            RunReport report = run(port, fault);
            // Then
            assertThat(fault.messages("retried"))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message).contains("no answer within 2 s"));
            assertAllWentAndIsReported(engine, images, report, fault);
        } finally {
            engine.resume();
            engine.remove();
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldGiveUpAndReportWhatWentBeforeWhenTheEngineIsKilledAndStaysAway(TestEngine kind) throws IOException {
        TestEngine engine = kind.another("faults");
        try (DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            Images images = images(engine);
            var fault = new Fault(engine::kill, () -> {});
            var waited = new AtomicReference<>(Duration.ZERO);
            // When
            RunReport report = run(port, fault, pause -> waited.accumulateAndGet(pause, Duration::plus));
            // Then
            assertThat(waited.get()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
            assertThat(report.outcome()).isEqualTo("Failed");
            assertThat(report.errors())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error).contains("engine at " + engine.socket()));
            List<String> removed = fault.ids("removed");
            assertThat(removed).hasSizeBetween(BEFORE_FAULT, UNUSED - 1);
            assertThat(report.removed().stream().mapToInt(Count::count).sum()).isEqualTo(removed.size());
            assertThat(report.reclaimed()).isEqualTo("unknown");
            engine.start();
            assertThat(engine.docker("image", "ls", "--no-trunc", "--quiet").lines())
                    .containsAll(images.kept)
                    .doesNotContainAnyElementsOf(removed);
        } finally {
            engine.remove();
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withContainerdStore")
    void shouldKnowOfTheRequestWhenTheAgentDiesInTheSurvey(TestEngine engine) {
        // Given
        var full = new OutOfMemoryError("by the test");
        try (DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                var journal = new UsageJournal(folder, port, Clock.systemUTC())) {
            var mark = new RunMark(folder, "uid", Clock.systemUTC());
            var run = new CleanupRun(
                    dyingInTheSurvey(port, full), journal, new Fault(() -> {}, () -> {}), mark, Clock.systemUTC());
            // When
            Throwable death = catchThrowable(
                    () -> run.run(WrittenPolicy.policy("nodeSelector: {}"), new Due.Requested("monday"), () -> false));
            // Then
            assertThat(death).isSameAs(full);
            assertThat(new RunMark(folder, "uid", Clock.systemUTC()).cutOff())
                    .hasValueSatisfying(cutOff -> assertThat(cutOff.request()).contains("monday"));
        }
    }

    private static DockerEngine dyingInTheSurvey(DockerEngine engine, Error death) {
        return (DockerEngine) Proxy.newProxyInstance(
                DockerEngine.class.getClassLoader(),
                new Class<?>[] {DockerEngine.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("survey")) {
                        throw death;
                    }
                    return method.invoke(engine, arguments);
                });
    }

    private static void assertAllWentAndIsReported(TestEngine engine, Images images, RunReport report, Fault fault) {
        assertThat(report.outcome()).as(report.errors().toString()).isEqualTo("Completed");
        assertThat(engine.docker("image", "ls", "--no-trunc", "--quiet").lines())
                .containsExactlyInAnyOrderElementsOf(images.kept);
        assertThat(fault.ids("removed")).containsExactlyInAnyOrderElementsOf(images.unused);
        assertThat(report.removed().stream().mapToInt(Count::count).sum()).isEqualTo(UNUSED);
        assertThat(fault.ids("refused")).isEmpty();
    }

    private RunReport run(DockerJavaEngine port, Fault fault) {
        return run(port, fault, Thread::sleep);
    }

    private RunReport run(DockerJavaEngine port, Fault fault, Pause pause) {
        Clock clock = Clock.systemUTC();
        try (var journal = new UsageJournal(folder, port, clock)) {
            return new CleanupRun(
                            fault.endedByALook(port), journal, fault, new RunMark(folder, "uid", clock), clock, pause)
                    .run(WrittenPolicy.policy("""
                                    nodeSelector: {}
                                    images: {prune: Unused, unusedFor: 0s, keep: ["*:stable"]}
                                    """), new Due.Requested("now"), () -> false);
        }
    }

    /** Many that may go, one that a container needs, and one whose name the policy keeps. */
    private Images images(TestEngine engine) throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.writeString(root.resolve("file"), "a file");
        Path tar = folder.resolve("root.tar");
        engine.runHere("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        List<String> unused = IntStream.range(0, UNUSED)
                .mapToObj(i -> imported(engine, tar, "test.example.com/app:" + i))
                .toList();
        List<String> kept = List.of(
                imported(engine, tar, "test.example.com/used:1"), imported(engine, tar, "test.example.com/app:stable"));
        engine.docker("create", "--network", "none", "test.example.com/used:1", "true");
        return new Images(unused, kept);
    }

    private static String imported(TestEngine engine, Path tar, String name) {
        return engine.dockerWith(tar, "import", "--change", "LABEL name=" + name, "-", name);
    }

    /** Ids. */
    private record Images(List<String> unused, List<String> kept) {}

    /** Begins after some removals, and ends when the run looks whether the engine is back. */
    private static final class Fault implements RemovalLog {
        private final Runnable begin;
        private final Runnable end;
        private final AtomicBoolean on = new AtomicBoolean();
        private final List<Line> lines = new ArrayList<>();

        private record Line(String action, String id, String message) {}

        Fault(Runnable begin, Runnable end) {
            this.begin = begin;
            this.end = end;
        }

        @Override
        public synchronized void write(String runId, String action, Prunable object, String reason, String message) {
            lines.add(new Line(action, object.id(), message));
            if (ids("removed").size() == BEFORE_FAULT && action.equals("removed")) {
                begin.run();
                on.set(true);
            }
        }

        synchronized List<String> ids(String action) {
            return byAction().getOrDefault(action, List.of()).stream()
                    .map(Line::id)
                    .toList();
        }

        synchronized List<String> messages(String action) {
            return byAction().getOrDefault(action, List.of()).stream()
                    .map(Line::message)
                    .toList();
        }

        private Map<String, List<Line>> byAction() {
            return lines.stream().collect(Collectors.groupingBy(Line::action));
        }

        DockerEngine endedByALook(DockerEngine engine) {
            return (DockerEngine) Proxy.newProxyInstance(
                    DockerEngine.class.getClassLoader(),
                    new Class<?>[] {DockerEngine.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("info") && on.getAndSet(false)) {
                            end.run();
                        }
                        try {
                            return method.invoke(engine, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
