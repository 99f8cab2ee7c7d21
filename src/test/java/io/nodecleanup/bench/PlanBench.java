package io.nodecleanup.bench;

import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.NamePattern;
import io.nodecleanup.prune.Planner;
import io.nodecleanup.prune.Rules;
import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ImageRules;
import io.nodecleanup.prune.Selector;
import io.nodecleanup.prune.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How long a plan takes: 1,000, 3,000 and 10,000 images in 100 repositories, with twice as many cache records in chains of ten. The budget
 * is for the largest; that it grows no faster than the inventory, from the smallest on, is the second.
 */
final class PlanBench {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Rules RULES = new Rules(
            Optional.of(new ImageRules(
                    false,
                    Duration.ofDays(1),
                    List.of(new NamePattern("registry.example.com/base/*"), new NamePattern("*:stable")),
                    2,
                    Selector.ALL,
                    false)),
            Optional.of(new CacheRules(false, Duration.ofDays(2), Optional.empty())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final int WARM_UP = 40;
    private static final int RUNS = 15;

    private PlanBench() {}

    public static void main(String[] args) {
        double small = median(inventory(1_000));
        double middle = median(inventory(3_000));
        double large = median(inventory(10_000));
        List<Metric> metrics = List.of(
                new Metric("plan 1000 images 2000 records ms", small, Double.NaN, 50),
                new Metric("plan 3000 images 6000 records ms", middle, Double.NaN, 50),
                new Metric("plan 10000 images 20000 records ms", large, Double.NaN, 50),
                // Caches of the processor no longer hold the largest: some growth above ten times is the machine's.
                new Metric("plan time of 10000 against ten times that of 1000", large, 10 * small, 1.5));
        metrics.forEach(metric -> System.out.println(metric.line()));
        System.exit(metrics.stream().anyMatch(Metric::isOver) ? 1 : 0);
    }

    private static double median(Inventory inventory) {
        double[] milliseconds = new double[RUNS];
        for (int i = -WARM_UP; i < RUNS; i++) {
            long start = System.nanoTime();
            if (Planner.plan(inventory, Usage.NONE, RULES, NOW).removals().isEmpty()) {
                throw new IllegalStateException("a plan without removals measures nothing");
            }
            if (i >= 0) {
                milliseconds[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(milliseconds);
        return milliseconds[RUNS / 2];
    }

    private static Inventory inventory(int images) {
        var random = new Random(1);
        return new Inventory(
                Stream.iterate(0, i -> i + 1)
                        .limit(images)
                        .map(i -> image(i, random))
                        .toList(),
                List.of(),
                records(2 * images, random),
                List.of(),
                List.of());
    }

    private static Image image(int number, Random random) {
        int repository = number % 100;
        return new Image(
                "sha256:%064d".formatted(number),
                List.of("registry.example.com/repository-" + repository + ":" + number),
                List.of(),
                500_000_000,
                300_000_000,
                List.of(
                        "os-" + repository % 10,
                        "tools-" + repository % 10,
                        "dependencies-" + repository,
                        "own-" + number),
                Map.of("stage", "ci"),
                Optional.empty(),
                Optional.of(time(random)),
                Optional.of(time(random)));
    }

    private static List<CacheRecord> records(int count, Random random) {
        List<CacheRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new CacheRecord(
                    "%025d".formatted(i),
                    "regular",
                    "mount / from exec /bin/sh -c step " + i,
                    1_000_000,
                    false,
                    false,
                    time(random),
                    Optional.of(time(random)),
                    0,
                    i % 10 == 0 ? List.of() : List.of(records.getLast().id())));
        }
        return records;
    }

    private static Instant time(Random random) {
        return NOW.minusSeconds(random.nextInt(1_000_000));
    }
}
