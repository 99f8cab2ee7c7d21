package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.engine.SmallDisk;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.WrittenPolicy;
import io.nodecleanup.prune.Pressure;
import io.nodecleanup.runner.RunLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs for want of space, on a disk that is really full. */
@Tag("engine")
class PressureRunTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#all";
    private static final String ONE_ENGINE = "io.nodecleanup.engine.TestEngine#withContainerdStore";

    @TempDir
    private Path state;

    private final PressureWatch watch = new PressureWatch();

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldBringTheDiskBelowLowAndKeepWhatIsInUseOrNamedWhenBuildsFilledIt(TestEngine kind) throws IOException {
        try (var disk = new SmallDisk(kind)) {
            // Given
            String inUse = disk.build();
            disk.fixture().create(inUse);
            String named = disk.build();
            disk.engine().docker("tag", named, disk.fixture().name("named:stable"));
            disk.buildUntil(60);
            Policy policy = policy(disk, "images: {prune: Unused, keep: ['*:stable']}\nbuildCache: {}");
            // When
            RunReport report = run(disk, policy);
            // Then
            assertThat(report.outcome()).isEqualTo("Completed");
            assertThat(report.errors()).isEmpty();
            assertThat(disk.usedPercent()).isLessThanOrEqualTo(40);
            assertThat(disk.engine().has("image", inUse)).isTrue();
            assertThat(disk.engine().has("image", named)).isTrue();
            // It went no further than it had to.
            assertThat(disk.usedPercent()).isGreaterThan(20);
            assertThat(finding(disk, policy, report).reason()).isEqualTo("BelowHighMark");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveNothingYoungAndSayWhoseTheBytesAreWhenOthersFilledTheDisk(TestEngine kind) throws IOException {
        try (var disk = new SmallDisk(kind)) {
            // Given
            String young = disk.build();
            disk.fillWithOthers(90);
            Policy policy = policy(disk, "images: {prune: Unused}\nbuildCache: {}");
            // When
            RunReport report = run(disk, policy);
            // Then
            assertThat(report.outcome()).isEqualTo("PressureNotOurs");
            assertThat(disk.engine().has("image", young)).isTrue();
            assertThat(report.removed()).isEmpty();
            assertThat(finding(disk, policy, report)).satisfies(finding -> {
                assertThat(finding.status()).isEqualTo(Condition.Status.True);
                assertThat(finding.reason()).isEqualTo("PressureNotOurs");
                assertThat(finding.message())
                        .containsPattern("are used, of which the engine knows .*, the other .* are not its own");
            });
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldBringTheInodesBelowLowWhenBuildsUsedThemUp(TestEngine kind) throws IOException {
        try (var disk = SmallDisk.ofFewInodes(kind)) {
            // Given
            disk.buildUntil(70, disk::buildOfFiles);
            Policy policy = policy(disk, "images: {prune: Unused}\nbuildCache: {}");
            // When
            RunReport report = run(disk, policy);
            // Then
            assertThat(report.outcome()).isEqualTo("Completed");
            assertThat(disk.usedPercent()).isLessThanOrEqualTo(40);
            // It went no further than it had to.
            assertThat(disk.usedPercent()).isGreaterThan(20);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldStopEarlyAndSaySoWhenOthersUsedUpTheInodes(TestEngine kind) throws IOException {
        try (var disk = SmallDisk.ofFewInodes(kind)) {
            // Given
            List<String> images = Stream.generate(disk::build).limit(8).toList();
            disk.fillWithFilesOfOthers(90);
            Policy policy = policy(disk, "images: {prune: Unused}\nbuildCache: {}");
            // When
            RunReport report = run(disk, policy);
            // Then
            assertThat(report.outcome()).isEqualTo("PressureNotOurs");
            assertThat(report.errors())
                    .singleElement()
                    .asString()
                    .containsPattern("inodes must go, and .* removals have freed .*: they are not the engine's");
            assertThat(images).filteredOn(id -> disk.engine().has("image", id)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ONE_ENGINE)
    void shouldWaitTenMinutesAndThenLongerWhenARunWasFruitless(TestEngine kind) throws IOException {
        try (var disk = new SmallDisk(kind)) {
            // Given
            disk.fillWithOthers(90);
            Policy policy = policy(disk, "images: {}");
            EngineInfo info = info(disk);
            Instant start = Instant.parse("2026-11-24T12:00:00Z");
            assertThat(watch.due(policy, info, start)).isPresent();
            RunReport fruitless = RunReportSamples.run("run-1", "PressureNotOurs", List.of());
            // When
            watch.ran(policy, info, fruitless, start);
            watch.ran(policy, info, fruitless, start.plusSeconds(600));
            // Then
            assertThat(watch.due(policy, info, start.plusSeconds(600 + 1_199))).isEmpty();
            assertThat(watch.due(policy, info, start.plusSeconds(600 + 1_200))).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource(ONE_ENGINE)
    void shouldTryAgainAtTheNextLookWhenARunRemovedSomethingButBuildsWereFaster(TestEngine kind) throws IOException {
        try (var disk = new SmallDisk(kind)) {
            // Given
            disk.fillWithOthers(90);
            Policy policy = policy(disk, "images: {}");
            EngineInfo info = info(disk);
            Instant start = Instant.parse("2026-11-24T12:00:00Z");
            // When
            watch.ran(policy, info, RunReportSamples.run("run-1", "Completed", List.of()), start);
            // Then
            assertThat(watch.due(policy, info, start.plusSeconds(29))).isEmpty();
            assertThat(watch.due(policy, info, start.plusSeconds(30))).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource(ONE_ENGINE)
    void shouldGoOnBelowTheHighMarkWhenARunDidNotBringTheDiskBelowLow(TestEngine kind) throws IOException {
        try (var disk = new SmallDisk(kind)) {
            // Given
            disk.fillWithOthers(50);
            Policy policy = policy(disk, "images: {}");
            EngineInfo info = info(disk);
            Instant start = Instant.parse("2026-11-24T12:00:00Z");
            assertThat(watch.due(policy, info, start)).isEmpty();
            // When
            watch.ran(policy, info, RunReportSamples.run("run-1", "Completed", List.of()), start);
            // Then
            assertThat(watch.due(policy, info, start.plusSeconds(30)))
                    .hasValueSatisfying(
                            left -> assertThat(left.bytesAboveHigh()).isZero());
        }
    }

    @ParameterizedTest
    @MethodSource(ONE_ENGINE)
    void shouldAskForNothingAndSaySoWhenTheFullDiskIsNotTheEngines(TestEngine kind) throws IOException {
        try (var disk = new SmallDisk(kind)) {
            // Given
            disk.fillWithOthers(90);
            EngineInfo elsewhere;
            try (DockerJavaEngine other = DockerJavaEngine.open(kind.socket())) {
                elsewhere = other.info();
            }
            Policy policy = policy(disk, "images: {}");
            // When
            Optional<PressureWatch.Finding> finding = watch.finding(policy, elsewhere, Optional.empty());
            // Then
            assertThat(finding.map(PressureWatch.Finding::reason)).contains("DiskPathMismatch");
            assertThat(watch.due(policy, elsewhere, Instant.now())).isEmpty();
        }
    }

    private PressureWatch.Finding finding(SmallDisk disk, Policy policy, RunReport report) {
        return watch.finding(policy, info(disk), Optional.of(report)).orElseThrow();
    }

    private static EngineInfo info(SmallDisk disk) {
        try (DockerJavaEngine engine = DockerJavaEngine.open(disk.engine().socket())) {
            return engine.info();
        }
    }

    private RunReport run(SmallDisk disk, Policy policy) {
        Clock clock = Clock.systemUTC();
        try (DockerJavaEngine engine = DockerJavaEngine.open(disk.engine().socket());
                var journal = new UsageJournal(state, engine, clock)) {
            var log = new RunLog(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), clock);
            var run = new CleanupRun(engine, journal, log, new RunMark(state, "uid", clock), clock);
            Pressure pressure =
                    watch.due(policy, engine.info(), clock.instant()).orElseThrow();
            return run.run(policy, new Due.Pressed(pressure), () -> false);
        }
    }

    private static Policy policy(SmallDisk disk, String rules) {
        return WrittenPolicy.policy("""
                nodeSelector: {}
                %s
                engine: {diskPaths: ['%s']}
                diskPressure: {highPercent: 60, lowPercent: 40, unusedFor: 0s}
                """.formatted(rules, disk.path()));
    }
}
