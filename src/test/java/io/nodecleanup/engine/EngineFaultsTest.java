package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.EngineException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class EngineFaultsTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellWhatItIsWhenEngineAnswers(TestEngine engine) {
        try (DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            boolean containerd = engine.name().equals("29");

            // When
            EngineInfo info = port.info();

            // Then
            assertThat(info.id()).isEqualTo(engine.docker("info", "--format", "{{.ID}}"));
            assertThat(info.version()).isEqualTo(engine.docker("version", "--format", "{{.Server.Version}}"));
            assertThat(info.apiVersion()).matches("1\\.\\d+");
            assertThat(info.imageStore()).isEqualTo(containerd ? "containerd" : "overlay2");
            assertThat(info.rootDir()).isEqualTo(engine.docker("info", "--format", "{{.DockerRootDir}}"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldEndCallAtItsDeadlineWhenEngineHangs(TestEngine engine) {
        Duration limit = Duration.ofSeconds(1);
        try (DockerEngine port = new DockerJavaEngine(
                engine.socket(), new Limits(limit, limit, limit, limit, limit, limit, limit, limit, limit))) {
            // Given
            engine.suspend();
            Instant begin = Instant.now();

            // When
            EngineException thrown = catchThrowableOfType(EngineException.class, port::inventory);

            // Then
            assertThat(Duration.between(begin, Instant.now())).isBetween(limit, limit.multipliedBy(5));
            assertThat(thrown.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(thrown)
                    .hasMessage("engine at %s, asked for the list of images: no answer within 1 s", engine.socket());
        } finally {
            engine.resume();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldAnswerAgainWhenEngineHungAndResumed(TestEngine engine) {
        Duration limit = Duration.ofSeconds(1);
        Limits limits = new Limits(
                limit,
                Limits.GENEROUS.list(),
                Limits.GENEROUS.inspect(),
                Limits.GENEROUS.diskUsage(),
                Limits.GENEROUS.imageRemoval(),
                Limits.GENEROUS.containerRemoval(),
                Limits.GENEROUS.volumeRemoval(),
                Limits.GENEROUS.networkRemoval(),
                Limits.GENEROUS.recordRemoval());
        try (DockerEngine port = new DockerJavaEngine(engine.socket(), limits)) {
            // Given
            engine.suspend();
            assertThatExceptionOfType(EngineException.class).isThrownBy(port::info);
            engine.resume();

            // When
            DiskUsage usage = port.diskUsage();

            // Then
            assertThat(usage.images().total()).isNotNegative();
        } finally {
            engine.resume();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldEndCallWhenCallerIsInterrupted(TestEngine engine) throws InterruptedException {
        try (DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            engine.suspend();
            AtomicReference<EngineException> thrown = new AtomicReference<>();
            AtomicBoolean flag = new AtomicBoolean(true);
            Thread caller = Thread.ofPlatform().start(() -> {
                thrown.set(catchThrowableOfType(EngineException.class, port::inventory));
                flag.set(Thread.currentThread().isInterrupted());
            });
            await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

            // When
            caller.interrupt();

            // Then
            assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
            assertThat(thrown.get().kind()).isEqualTo(Kind.INTERRUPTED);
            assertThat(flag).isFalse();
        } finally {
            engine.resume();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldBeUnreachableAndAnswerAgainWhenEngineDiesAndComesBack(TestEngine engine) {
        try (DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            EngineInfo before = port.info();
            engine.kill();
            await().untilAsserted(() -> assertThat(catchThrowableOfType(EngineException.class, port::inventory))
                    .extracting(EngineException::kind)
                    .isEqualTo(Kind.UNREACHABLE));
            engine.start();

            // When
            EngineInfo after = port.info();

            // Then
            assertThat(after).isEqualTo(before);
            assertThat(port.inventory()).isNotNull();
        } finally {
            engine.start();
        }
    }
}
