package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.api.v1alpha1.RunReport.Count;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.WrittenPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs on real engines. What these policies may remove is all that is unused there: such tests do not share an engine at a time. */
@Tag("engine")
class CleanupRunTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#all";

    private final WholeRuns runs;

    CleanupRunTest(@TempDir Path state) {
        runs = new WholeRuns(state);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveTheUnusedAndKeepTheRestWhenRunForReal(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String used = fixture.image(fixture.name("used:1"));
            fixture.create(fixture.name("used:1"));
            fixture.buildCacheOnly(
                    "FROM " + fixture.name("used:1") + "\nRUN echo " + fixture.mark("step") + " > /file\n");
            String unused = fixture.image(fixture.name("app:1"), fixture.name("app:latest"), fixture.name("copy:1"));
            String dangling = fixture.image();
            String kept = fixture.image(fixture.name("app:2"), fixture.name("app:stable"));
            awaitCacheOlderThanASecond(engine);
            // When
            RunReport report = runs.run(engine, policy(false, "0s", "*:stable"));
            // Then
            assertThat(List.of(engine.has("image", unused), engine.has("image", dangling)))
                    .containsOnly(false);
            assertThat(List.of(engine.has("image", kept), engine.has("image", used)))
                    .containsOnly(true);
            assertThat(engine.docker("system", "df", "--format", "{{.Type}} {{.TotalCount}}"))
                    .contains("Build Cache 0");
            assertThat(report.outcome()).isEqualTo("Completed");
            assertThat(report.errors()).isEmpty();
            assertThat(counts(report.removed())).containsKeys("Image UnusedAnyAge", "BuildCacheRecord UnusedAnyAge");
            assertThat(counts(report.kept())).containsEntry("Image Kept", 1).containsEntry("Image UsedByContainer", 1);
            assertThat(report.reclaimedBytes())
                    .isEqualTo(report.usageBefore().totalBytes()
                            - report.usageAfter().totalBytes())
                    .isPositive();
            assertThat(runs.logged("removed")).contains(unused, dangling).doesNotContain(kept, used);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldPlanTheSameAndDeleteNothingWhenDryRun(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String unused = fixture.image(fixture.name("app:1"));
            // When
            RunReport report = runs.run(engine, policy(true, "0s"));
            // Then
            assertThat(engine.has("image", unused)).isTrue();
            assertThat(runs.logged("would-remove")).contains(unused);
            assertThat(report.dryRun()).isTrue();
            assertThat(report.reclaimedBytes()).isZero();
            assertThat(report.predictedBytes()).isPositive();
            assertThat(report.reclaimed()).startsWith("would ");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldKeepWhatIsTooYoungWhenTheRuleHasAnAge(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String young = fixture.image(fixture.name("app:1"));
            // When
            RunReport report = runs.run(engine, policy(false, "1h"));
            // Then
            assertThat(engine.has("image", young)).isTrue();
            assertThat(report.removed()).isEmpty();
            assertThat(counts(report.kept())).containsKey("Image TooYoung");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldStopBeforeTheNextDeletionWhenWithdrawn(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String unused = fixture.image(fixture.name("app:1"));
            // When
            RunReport report = runs.run(engine, policy(false, "0s"), () -> true);
            // Then
            assertThat(engine.has("image", unused)).isTrue();
            assertThat(report.outcome()).isEqualTo("Stopped");
            assertThat(report.removed()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveStoppedContainersAndThenTheirImagesWhenThePolicySaysSo(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String image = fixture.image(fixture.name("app:1"));
            String done = fixture.runToEnd(fixture.name("app:1"));
            String web = fixture.image(fixture.name("web:1"));
            String running = fixture.run(fixture.name("web:1"));
            // When
            RunReport report = runs.run(engine, unusedImagesAnd("containers: {exitedFor: 0s}"));
            // Then
            assertThat(List.of(engine.has("container", done), engine.has("image", image)))
                    .containsOnly(false);
            assertThat(List.of(engine.has("container", running), engine.has("image", web)))
                    .containsOnly(true);
            assertThat(report.errors()).isEmpty();
            assertThat(counts(report.removed())).containsKeys("Container UnusedAnyAge", "Image UnusedAnyAge");
            assertThat(counts(report.kept())).containsKeys("Container Running", "Image UsedByContainer");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveNothingAndSayWhyWhenAScheduledRunWouldRemoveMoreThanItsLimit(TestEngine engine)
            throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String unused = fixture.image(fixture.name("app:1"));
            Policy policy = unusedImagesAnd("limits: {maxRemovedPercent: 1}");
            // When
            RunReport report = runs.scheduled(engine, policy);
            // Then
            assertThat(engine.has("image", unused)).isTrue();
            assertThat(report.outcome()).isEqualTo("LimitExceeded");
            assertThat(report.errors()).singleElement().asString().contains("limits.maxRemovedPercent 1");
            assertThat(runs.logged("would-remove")).contains(unused);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveWholeChainsOfRecordsWhenTheEngineWasRestartedSince(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            fixture.image(fixture.name("base:1"));
            fixture.buildCacheOnly("FROM %s\nRUN echo %s > /1\nRUN echo > /2\nRUN echo > /3\n"
                    .formatted(fixture.name("base:1"), fixture.mark("chain")));
            engine.kill();
            engine.start();
            awaitCacheOlderThanASecond(engine);
            // When
            RunReport report = runs.run(engine, policy(false, "0s"));
            // Then
            assertThat(report.errors()).isEmpty();
            assertThat(engine.docker("system", "df", "--format", "{{.Type}} {{.TotalCount}}"))
                    .contains("Build Cache 0");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldReportTheFailureWhenNoEngineAnswers(TestEngine engine) {
        // Given
        var nobody = new TestEngine("nobody", engine.socket().resolveSibling("nobody.sock"));
        // When
        RunReport report = runs.run(nobody, policy(false, "0s"));
        // Then
        assertThat(report.outcome()).isEqualTo("Failed");
        assertThat(report.errors()).singleElement().asString().contains("nobody.sock");
    }

    /** The engine is asked to leave what was used since the plan, in whole seconds. */
    private static void awaitCacheOlderThanASecond(TestEngine engine) {
        try (DockerEngine opened = DockerJavaEngine.open(engine.socket())) {
            await().until(() -> {
                Instant limit = Instant.now().minus(Duration.ofSeconds(2));
                return opened.inventory().cacheRecords().stream()
                        .allMatch(record ->
                                record.lastUsed().orElse(record.created()).isBefore(limit));
            });
        }
    }

    private static Map<String, Integer> counts(List<Count> counts) {
        return counts.stream().collect(Collectors.toMap(c -> c.kind() + " " + c.reason(), Count::count));
    }

    private static Policy policy(boolean dryRun, String unusedFor, String... keep) {
        return WrittenPolicy.policy("""
                nodeSelector: {}
                dryRun: %s
                images: {prune: Unused, unusedFor: %s, keep: %s}
                buildCache: {unusedFor: %s}
                """.formatted(dryRun, unusedFor, yaml(keep), unusedFor));
    }

    private static String yaml(String... texts) {
        return Stream.of(texts)
                .collect(Collectors.joining("', '", texts.length == 0 ? "[" : "['", texts.length == 0 ? "]" : "']"));
    }

    /** Every unused image, whatever its age, and what else is given. */
    private static Policy unusedImagesAnd(String more) {
        return WrittenPolicy.policy("nodeSelector: {}\nimages: {prune: Unused, unusedFor: 0s}\n" + more);
    }
}
