package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.agent.Gate.Answer;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.engine.BuilderFixture;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.HeldStep;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.WrittenPolicy;
import io.nodecleanup.prune.Pressure;
import io.nodecleanup.runner.EngineLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class GateTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#all";
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Policy POLICY =
            WrittenPolicy.policy("nodeSelector: {}\nschedule: '@daily'\nwaitForBuilds: 10m");

    @TempDir
    private Path state;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldPutAScheduledRunOffWhileABuildRunsAndNoOther(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine);
                var port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("base:1"));
            var builds = new BuildWatch(port, Clock.systemUTC());
            Gate gate = Gate.of(state, "test", port, Clock.systemUTC());
            CompletableFuture<Void> build = CompletableFuture.runAsync(() -> build(fixture));
            await().atMost(SOON).until(() -> builds.running().isPresent());
            // When
            Answer onTime = gate.ask(scheduled(Duration.ZERO), POLICY, port.info());
            Answer late = gate.ask(scheduled(Duration.ofMinutes(11)), POLICY, port.info());
            close(late);
            Answer pressed = gate.ask(new Due.Pressed(new Pressure(1, 1, Duration.ZERO)), POLICY, port.info());
            close(pressed);
            // Then
            assertThat(onTime).isInstanceOfSatisfying(Answer.Closed.class, closed -> {
                assertThat(closed.state()).isEqualTo(NodeState.WaitingForBuilds);
                assertThat(closed.message()).contains("waits for a running build, at most 10m more");
            });
            assertThat(late).isInstanceOf(Answer.Open.class);
            assertThat(pressed).isInstanceOf(Answer.Open.class);
            build.join();
            await().atMost(SOON).until(() -> builds.running().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldSeeABuildWhenItRunsInABuilder(TestEngine engine) throws IOException {
        try (var builder = new BuilderFixture(engine);
                var port = DockerJavaEngine.open(engine.socket())) {
            // Given
            builder.build("first");
            HeldStep step = new HeldStep("in-" + builder.name());
            var builds = new BuildWatch(port, Clock.systemUTC());
            Optional<String> idle = builds.running();
            // When
            CompletableFuture<Void> build = CompletableFuture.runAsync(() -> build(builder, step));
            step.awaitReached();
            Optional<String> building = builds.running();
            step.letGo();
            build.join();
            // Then
            assertThat(idle).isEmpty();
            assertThat(building).hasValue("a step in builder " + builder.name());
            await().atMost(SOON).until(() -> builds.running().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withContainerdStore")
    void shouldLetARunWaitForAnotherAtTheSameEngineAndNameIt(TestEngine engine) throws IOException {
        try (var port = DockerJavaEngine.open(engine.socket());
                EngineLock other = EngineLock.take(state, port.info().id(), "policy nightly")
                        .orElseThrow()) {
            // Given
            Gate gate = Gate.of(state, "test", port, Clock.systemUTC());
            // When
            Answer answer = gate.ask(new Due.Requested("now"), POLICY, port.info());
            // Then
            assertThat(other).isNotNull();
            assertThat(answer).isInstanceOfSatisfying(Answer.Closed.class, closed -> {
                assertThat(closed.state()).isEqualTo(NodeState.WaitingForOtherRun);
                assertThat(closed.message()).endsWith("of policy nightly");
            });
        }
    }

    private static Due.Scheduled scheduled(Duration late) {
        return new Due.Scheduled(Instant.now().minus(late), late, 0);
    }

    private static void close(Answer answer) {
        if (answer instanceof Answer.Open open) {
            open.close();
        }
    }

    private static void build(BuilderFixture builder, HeldStep step) {
        try {
            builder.build(step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void build(EngineFixture fixture) {
        try {
            fixture.buildCacheOnly(
                    "FROM " + fixture.name("base:1") + "\nRUN echo " + fixture.mark("slow") + " && sleep 10\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
