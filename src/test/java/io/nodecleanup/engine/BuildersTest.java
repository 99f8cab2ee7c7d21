package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.BuilderCache;
import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** buildx's docker-container builders, with a real BuildKit. */
@Tag("engine")
class BuildersTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#oldestAndNewest";

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldTellOfTheCacheOfABuilderThatRuns(TestEngine engine) throws IOException {
        try (var fixture = new BuilderFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.build("one");
            // When
            Builder builder = fixture.in(port.inventory());
            // Then
            assertThat(builder.container().orElseThrow().name()).isEqualTo(fixture.container());
            assertThat(builder.volume().orElseThrow().name()).isEqualTo(fixture.volume());
            assertThat(builder.state()).isInstanceOfSatisfying(Builder.Running.class, running -> {
                assertThat(running.building()).isFalse();
                assertThat(running.records())
                        .anyMatch(record -> !record.parents().isEmpty());
                assertThat(running.records())
                        .allMatch(record -> record.lastUsed().isPresent());
                assertThat(running.records().stream()
                                .mapToLong(CacheRecord::sizeBytes)
                                .sum())
                        .isGreaterThan(1_000_000);
            });
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldCountBuildersInTheDiskUsageWithTheBytesOfTheirVolumes(TestEngine engine) throws IOException {
        try (var fixture = new BuilderFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.build("one");
            // When
            DiskUsage running = port.diskUsage();
            engine.docker("stop", fixture.container());
            DiskUsage stopped = port.diskUsage();
            // Then
            assertThat(running.builders().active()).isEqualTo(stopped.builders().active() + 1);
            assertThat(running.builders().total()).isEqualTo(stopped.builders().total());
            assertThat(stopped.builders().reclaimableBytes())
                    .isGreaterThan(running.builders().reclaimableBytes() + 1_000_000);
            assertThat(running.volumeBytes().get(fixture.volume())).isGreaterThan(1_000_000);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldPruneWhatIsOldEnoughInACacheAndLeaveTheRest(TestEngine engine) throws IOException {
        try (var fixture = new BuilderFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.build("one");
            Builder builder = fixture.in(port.inventory());
            // When
            RemovalOutcome young = port.pruneBuilder(cache(builder, Duration.ofDays(7), OptionalLong.empty()));
            int left = records(fixture.in(port.inventory()));
            RemovalOutcome any = port.pruneBuilder(cache(builder, Duration.ZERO, OptionalLong.empty()));
            // Then
            assertThat(young).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(left).isEqualTo(records(builder));
            assertThat(any).isEqualTo(new RemovalOutcome.Removed());
            assertThat(records(fixture.in(port.inventory()))).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldPruneACacheDownToItsLimit(TestEngine engine) throws IOException {
        try (var fixture = new BuilderFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.build("one");
            Builder builder = fixture.in(port.inventory());
            // When
            RemovalOutcome outcome = port.pruneBuilder(cache(builder, Duration.ZERO, OptionalLong.of(4_000_000)));
            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Removed());
            assertThat(bytes(builder)).isGreaterThan(4_000_000);
            assertThat(bytes(fixture.in(port.inventory()))).isBetween(1L, 4_000_000L);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveABuilderWithItsVolumeWhetherItRunsOrNotAndTheNextBuildMakesItAgain(TestEngine engine)
            throws IOException {
        try (var fixture = new BuilderFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.build("one");
            // When
            RemovalOutcome running = port.removeBuilder(fixture.in(port.inventory()));
            boolean isLeft = engine.has("container", fixture.container()) || engine.has("volume", fixture.volume());
            fixture.build("one");
            engine.docker("stop", fixture.container());
            RemovalOutcome stopped = port.removeBuilder(fixture.in(port.inventory()));
            // Then
            assertThat(running).isEqualTo(new RemovalOutcome.Removed());
            assertThat(isLeft).isFalse();
            assertThat(stopped).isEqualTo(new RemovalOutcome.Removed());
            assertThat(engine.has("container", fixture.container()) || engine.has("volume", fixture.volume()))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldKeepABuilderThatABuildUsedOrSomebodyStartedSinceThePlan(TestEngine engine) throws IOException {
        try (var fixture = new BuilderFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.build("one");
            Builder planned = fixture.in(port.inventory());
            // When
            fixture.build("two");
            RemovalOutcome used = port.removeBuilder(planned);
            engine.docker("stop", fixture.container());
            Builder plannedStopped = fixture.in(port.inventory());
            engine.docker("start", fixture.container());
            RemovalOutcome started = port.removeBuilder(plannedStopped);
            // Then
            assertThat(used).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(started).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(engine.docker("container", "inspect", "--format", "{{.State.Running}}", fixture.container()))
                    .isEqualTo("true");
            assertThat(engine.has("volume", fixture.volume())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldKeepAStoppedBuilderThatSomebodyStartedAndStoppedSinceThePlan(TestEngine engine) throws IOException {
        try (var fixture = new BuilderFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            engine.docker("stop", fixture.container());
            Builder planned = fixture.in(port.inventory());
            engine.docker("start", fixture.container());
            engine.docker("stop", fixture.container());
            // When
            RemovalOutcome outcome = port.removeBuilder(planned);
            // Then
            assertThat(outcome).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(engine.has("container", fixture.container())).isTrue();
            assertThat(engine.has("volume", fixture.volume())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldTellThatSomebodyIsConnectedAndKeepTheBuilder(TestEngine engine) throws IOException {
        try (var fixture = new BuilderFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.build("one");
            Builder planned = fixture.in(port.inventory());
            engine.docker("exec", "--detach", fixture.container(), "busybox", "sleep", "600");
            // When
            Builder connected = fixture.in(port.inventory());
            RemovalOutcome outcome = port.removeBuilder(planned);
            // Then
            assertThat(connected.state())
                    .isInstanceOfSatisfying(
                            Builder.Running.class,
                            running -> assertThat(running.building()).isTrue());
            assertThat(outcome).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(engine.has("volume", fixture.volume())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldFindTheVolumeThatIsLeftOfABuilderAndRemoveIt(TestEngine engine) throws IOException {
        try (var fixture = new BuilderFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            engine.docker("rm", "--force", fixture.container());
            Builder builder = fixture.in(port.inventory());
            // When
            RemovalOutcome outcome = port.removeBuilder(builder);
            // Then
            assertThat(builder.state()).isEqualTo(new Builder.Gone());
            assertThat(outcome).isEqualTo(new RemovalOutcome.Removed());
            assertThat(engine.has("volume", fixture.volume())).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldSayWhyWhenABuilderCannotTellOfItsCache(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String name = "buildx_buildkit_" + fixture.mark("old");
            fixture.image(fixture.name("app:1"));
            String container = fixture.run("--name", name, "--volume", name + "_state:/state", fixture.name("app:1"));
            fixture.anonymousVolume(container);
            // When
            Builder builder = port.inventory().builders().stream()
                    .filter(each -> each.name().equals(fixture.mark("old")))
                    .findFirst()
                    .orElseThrow();
            // Then
            assertThat(builder.state())
                    .isInstanceOfSatisfying(
                            Builder.Unreadable.class,
                            unreadable -> assertThat(unreadable.why()).contains("buildctl"));
        }
    }

    private static BuilderCache cache(Builder builder, Duration unusedFor, OptionalLong keepBytes) {
        return new BuilderCache(builder, unusedFor, keepBytes, 0);
    }

    private static int records(Builder builder) {
        return ((Builder.Running) builder.state()).records().size();
    }

    private static long bytes(Builder builder) {
        return ((Builder.Running) builder.state())
                .records().stream().mapToLong(CacheRecord::sizeBytes).sum();
    }
}
