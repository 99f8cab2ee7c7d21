package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.WrittenPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs over volumes and networks; as {@link CleanupRunTest}, not for engines that are shared meanwhile. */
@Tag("engine")
class AttachmentsRunTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#all";

    /** By more than the age of {@link #policyByAge}. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(11));

    private final WholeRuns runs;

    AttachmentsRunTest(@TempDir Path state) {
        runs = new WholeRuns(state);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveStoppedContainersWithTheirVolumesAndNetworksAndKeepWhatOthersHave(TestEngine engine)
            throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            fixture.image(fixture.name("app:1"));
            String named = fixture.volume("named");
            String gone = fixture.network("gone");
            String done = fixture.create(
                    "--volume", "/scratch", "--volume", named + ":/n", "--network", gone, fixture.name("app:1"));
            String scratch = anonymousOf(engine, done);
            String kept = fixture.network("kept");
            String restarting = fixture.create(
                    "--volume", "/scratch", "--network", kept, "--restart", "always", fixture.name("app:1"));
            String keptScratch = fixture.anonymousVolume(restarting);
            // When
            RunReport report = runs.run(engine, policy("Anonymous"));
            // Then
            assertThat(report.errors()).isEmpty();
            assertThat(engine.has("container", done)).isFalse();
            assertThat(List.of(engine.has("volume", scratch), engine.has("network", gone)))
                    .containsOnly(false);
            assertThat(List.of(
                            engine.has("volume", named),
                            engine.has("volume", keptScratch),
                            engine.has("network", kept)))
                    .containsOnly(true);
            assertThat(report.removed()).extracting(RunReport.Count::kind).contains("Container", "Volume", "Network");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveNamedVolumesAndCountTheirBytesWhenTheRuleIsUnused(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            fixture.image(fixture.name("app:1"));
            String named = fixture.volume("named");
            fixture.runToEnd("--volume", named + ":/n", fixture.name("app:1"), "sh", "-c", "echo 12345 > /n/file");
            // When
            RunReport report = runs.run(engine, policy("Unused"));
            // Then
            assertThat(engine.has("volume", named)).isFalse();
            assertThat(report.largestRemovals())
                    .anySatisfy(item -> assertThat(List.of(item.kind(), item.name(), item.bytes()))
                            .containsExactly("Volume", named, 6L));
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldKeepOldVolumesAndNetworksWhenTheAgentIsNew(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String named = fixture.volume("named");
            String network = fixture.network("net");
            forgetEvents(engine);
            // When
            RunReport report = runs.run(engine, policyByAge(), LATER);
            // Then
            assertThat(report.errors()).isEmpty();
            assertThat(engine.has("volume", named)).isTrue();
            assertThat(engine.has("network", network)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveVolumesAndNetworksWhenTheAgentHasSeenThemUnusedForLongEnough(TestEngine engine)
            throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String named = fixture.volume("named");
            String network = fixture.network("net");
            runs.run(engine, policyByAge());
            // When
            RunReport report = runs.run(engine, policyByAge(), LATER);
            // Then
            assertThat(report.errors()).isEmpty();
            assertThat(engine.has("volume", named)).isFalse();
            assertThat(engine.has("network", network)).isFalse();
        }
    }

    private static String anonymousOf(TestEngine engine, String container) {
        return engine.docker(
                "container",
                "inspect",
                "--format",
                "{{range .Mounts}}{{if eq .Destination \"/scratch\"}}{{.Name}}{{end}}{{end}}",
                container);
    }

    /** As on an engine that has done other things since. */
    private static void forgetEvents(TestEngine engine) {
        engine.kill();
        engine.start();
    }

    private static Policy policyByAge() {
        return WrittenPolicy.policy("""
                nodeSelector: {}
                volumes: {prune: Unused, unusedFor: 10s}
                networks: {unusedFor: 10s}
                """);
    }

    private static Policy policy(String volumes) {
        return WrittenPolicy.policy("""
                nodeSelector: {}
                containers: {exitedFor: 0s}
                volumes: {prune: %s, unusedFor: 0s}
                networks: {unusedFor: 0s}
                """.formatted(volumes));
    }
}
