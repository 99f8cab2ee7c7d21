package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a plan says it frees, against what the engine says was freed, on idle engines full of what builds leave behind: images that share
 * layers with each other and with the build cache.
 */
@Tag("prediction")
class PredictionTest {
    private static final int SEED = Integer.getInteger("mess.seed", 1);
    private static final String ALL = "all";
    private static final String WITHOUT_BASES = "without-bases";
    private static final Map<String, TestEngine> MESSY = new HashMap<>();

    @TempDir
    private Path folder;

    /** A policy's rules, and the state of the engine they meet. */
    record Case(String name, String state, String spec) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Case> CASES = List.of(
            new Case(
                    "deep clean",
                    ALL,
                    "{images: {prune: Unused, unusedFor: 0s}, buildCache: {unusedFor: 0s}, containers: {exitedFor: 0s},"
                            + " volumes: {prune: Unused, unusedFor: 0s}, networks: {unusedFor: 0s}}"),
            new Case(
                    "dangling only",
                    ALL,
                    "{images: {unusedFor: 0s}, buildCache: {prune: Dangling, unusedFor: 0s}, containers: {exitedFor: 0s}}"),
            new Case("dangling images only", ALL, "{images: {unusedFor: 0s}}"),
            new Case("images only", ALL, "{images: {prune: Unused, unusedFor: 0s}}"),
            new Case("cache only", ALL, "{buildCache: {unusedFor: 0s}}"),
            new Case(
                    "bases and latest kept",
                    ALL,
                    "{images: {prune: Unused, unusedFor: 0s, keep: ['*/base/*'], keepPerRepository: 1},"
                            + " buildCache: {unusedFor: 0s}}"),
            new Case(
                    "images only, bases and a repository kept",
                    ALL,
                    "{images: {prune: Unused, unusedFor: 0s, keep: ['*/base/*', '*/app:*']}}"),
            new Case(
                    "half of both by age",
                    ALL,
                    "{images: {prune: Unused, unusedFor: AGE}, buildCache: {unusedFor: AGE}}"),
            new Case(
                    "images, half of the cache by age",
                    ALL,
                    "{images: {prune: Unused, unusedFor: 0s}, buildCache: {unusedFor: AGE}}"),
            new Case("half of the cache by age", ALL, "{buildCache: {unusedFor: AGE}}"),
            new Case(
                    "deep clean where bases are no images",
                    WITHOUT_BASES,
                    "{images: {prune: Unused, unusedFor: 0s}, buildCache: {unusedFor: 0s}, containers: {exitedFor: 0s}}"),
            new Case(
                    "images only where bases are no images",
                    WITHOUT_BASES,
                    "{images: {prune: Unused, unusedFor: 0s}}"));

    static Stream<Arguments> casesOnAllEngines() {
        return TestEngine.all().flatMap(engine -> CASES.stream().map(one -> Arguments.of(engine, one)));
    }

    @AfterAll
    static void removeEngines() {
        MESSY.values().forEach(TestEngine::remove);
        MESSY.clear();
    }

    @ParameterizedTest
    @MethodSource("casesOnAllEngines")
    void shouldPredictWithinTwoPercentWhatIsReclaimed(TestEngine kind, Case rules) throws IOException {
        // Given
        TestEngine engine = MESSY.computeIfAbsent(kind.name(), name -> messy(kind));
        engine.load(rules.state);
        if (rules.state.equals(ALL)) {
            engine.docker("start", "running");
        }
        Path policy = policy(rules.spec.replace("AGE", halfOfCacheWithoutImageIsOlder(engine)));
        // When
        Command done = Command.run(
                new PruneCommand(Optional::empty, Clock.systemUTC()),
                "--socket",
                engine.socket().toString(),
                "--policy",
                policy.toString(),
                "--force",
                "--output",
                "json");
        // Then
        assertThat(done.err()).isEmpty();
        JsonNode report = done.document();
        long predicted = report.path("predictedBytes").longValue();
        long reclaimed = report.path("reclaimedBytes").longValue();
        double percent = 100.0 * (predicted - reclaimed) / reclaimed;
        System.out.printf(
                "%-12s %-45s predicted %,12d  reclaimed %,12d  %+6.2f %%%n",
                kind.name(), rules.name, predicted, reclaimed, percent);
        assertThat(reclaimed).isPositive();
        assertThat(percent).isCloseTo(0, within(2.0));
    }

    private static TestEngine messy(TestEngine kind) {
        TestEngine engine = kind.another("prediction");
        engine.fill(SEED);
        engine.save(ALL);
        engine.docker("image", "rm", "registry.example.com/base/tools:1", "registry.example.com/base/busybox:1");
        engine.save(WITHOUT_BASES);
        return engine;
    }

    private static String halfOfCacheWithoutImageIsOlder(TestEngine engine) {
        try (DockerEngine opened = DockerJavaEngine.open(engine.socket())) {
            List<Instant> uses = opened.inventory().cacheRecords().stream()
                    .filter(record -> record.isRegular() && !record.shared())
                    .map(record -> record.lastUsed().orElse(record.created()))
                    .sorted()
                    .toList();
            return Duration.between(uses.get(uses.size() / 2), Instant.now()).toSeconds() + "s";
        }
    }

    private Path policy(String spec) throws IOException {
        return Files.writeString(
                folder.resolve("policy.yaml"),
                "apiVersion: nodecleanup.io/v1alpha1\nkind: CleanupPolicy\nmetadata: {name: p}\nspec: {nodeSelector: {}, "
                        + spec.substring(1) + "\n");
    }
}
