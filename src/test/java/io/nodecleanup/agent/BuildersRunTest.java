package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.engine.BuilderFixture;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.policy.WrittenPolicy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs over buildx's docker-container builders; as {@link CleanupRunTest}, not for engines that are shared meanwhile. */
@Tag("engine")
class BuildersRunTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#oldestAndNewest";

    private final WholeRuns runs;

    BuildersRunTest(@TempDir Path state) {
        runs = new WholeRuns(state);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldPruneTheCacheOfABuilderAndKeepItWhenTheRuleIsCache(TestEngine engine) throws IOException {
        try (var builder = new BuilderFixture(engine)) {
            // Given
            builder.build("one");
            // When
            RunReport report = run(engine, "{prune: Cache, unusedFor: 0s}");
            // Then
            assertThat(report.errors()).isEmpty();
            assertThat(report.removed())
                    .extracting(RunReport.Count::kind, RunReport.Count::reason)
                    .containsExactly(tuple("BuilderCache", "CacheUnused"));
            assertThat(report.reclaimedBytes()).isGreaterThan(1_000_000);
            assertThat(report.predictedBytes()).isGreaterThan(1_000_000);
            assertThat(engine.has("container", builder.container())).isTrue();
            assertThat(engine.has("volume", builder.volume())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveTheBuilderAndItsVolumeWhenTheRuleIsIdle(TestEngine engine) throws IOException {
        try (var builder = new BuilderFixture(engine)) {
            // Given
            builder.build("one");
            // When
            RunReport report = run(engine, "{prune: Idle, unusedFor: 0s}");
            // Then
            assertThat(report.errors()).isEmpty();
            assertThat(report.removed())
                    .extracting(RunReport.Count::kind, RunReport.Count::reason)
                    .containsExactly(tuple("Builder", "Idle"));
            assertThat(report.usageBefore().builders().total()).isEqualTo(1);
            assertThat(report.usageAfter().builders().total()).isZero();
            assertThat(engine.has("container", builder.container())).isFalse();
            assertThat(engine.has("volume", builder.volume())).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldKeepStoppedAndRunningBuildersAndVolumesThatAreLeftWhenAllElseIsPruned(TestEngine engine)
            throws IOException {
        try (var running = new BuilderFixture(engine);
                var stopped = new BuilderFixture(engine);
                var gone = new BuilderFixture(engine)) {
            // Given
            running.build("one");
            stopped.build("one");
            gone.build("one");
            engine.docker("stop", stopped.container());
            engine.docker("rm", "--force", gone.container());
            // When
            RunReport report = run(engine, "null");
            // Then
            assertThat(report.errors()).isEmpty();
            assertThat(report.removed()).isEmpty();
            assertThat(report.usageAfter().builders().total()).isEqualTo(3);
            assertThat(report.usageAfter().builders().active()).isEqualTo(1);
            for (BuilderFixture each : new BuilderFixture[] {running, stopped, gone}) {
                assertThat(engine.has("volume", each.volume())).isTrue();
            }
        }
    }

    /** Beside containers and volumes of any kind and age. */
    private RunReport run(TestEngine engine, String builders) {
        return runs.run(engine, WrittenPolicy.policy("""
                nodeSelector: {}
                containers: {exitedFor: 0s}
                volumes: {prune: Unused, unusedFor: 0s}
                builders: %s
                """.formatted(builders)));
    }
}
