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
import java.util.HashMap;
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
            Optional.of(new ImageRules(false, Duration.ofDays(1), 2, Selector.ALL, false)),
            Optional.of(new CacheRules(false, Duration.ofDays(2), Optional.empty())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(new NamePattern("registry.example.com/base/*"), new NamePattern("*:stable")),
            false);
    /** The smallest takes some hundred plans until the compiler is done. */
    private static final int WARM_UP = 200;

    private static final int ROUNDS = 31;

    private PlanBench() {}

    public static void main(String[] args) {
        double[] medians = medians(List.of(inventory(1_000), inventory(3_000), inventory(10_000)));
        List<Metric> metrics = List.of(
                new Metric("plan 1000 images 2000 records ms", medians[0], Double.NaN, 50),
                new Metric("plan 3000 images 6000 records ms", medians[1], Double.NaN, 50),
                new Metric("plan 10000 images 20000 records ms", medians[2], Double.NaN, 50),
                // Sorting alone takes 1.33 times ten times as long, and caches of the processor no longer hold the
                // largest.
                new Metric("plan time of 10000 against ten times that of 1000", medians[2], 10 * medians[0], 2));
        metrics.forEach(metric -> System.out.println(metric.line()));
        System.exit(metrics.stream().anyMatch(Metric::isOver) ? 1 : 0);
    }

    /** In milliseconds; in rounds, so that a machine that is slow for a while is so for all. */
    private static double[] medians(List<Inventory> inventories) {
        double[][] milliseconds = new double[inventories.size()][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int i = 0; i < milliseconds.length; i++) {
                double time = milliseconds(inventories.get(i));
                if (round >= 0) {
                    milliseconds[i][round] = time;
                }
            }
        }
        return Arrays.stream(milliseconds)
                .mapToDouble(times -> Arrays.stream(times).sorted().toArray()[ROUNDS / 2])
                .toArray();
    }

    private static double milliseconds(Inventory inventory) {
        long start = System.nanoTime();
        if (Planner.plan(inventory, Usage.NONE, RULES, NOW).removals().isEmpty()) {
            throw new IllegalStateException("a plan without removals measures nothing");
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static Inventory inventory(int images) {
        var random = new Random(1);
        Map<String, String> layers = new HashMap<>();
        return new Inventory(
                Stream.iterate(0, i -> i + 1)
                        .limit(images)
                        .map(i -> image(i, random, layers))
                        .toList(),
                List.of(),
                records(2 * images, random),
                List.of(),
                List.of());
    }

    /** @param layers so that each layer's id is one string, as it is when read from an engine */
    private static Image image(int number, Random random, Map<String, String> layers) {
        int repository = number % 100;
        return new Image(
                "sha256:%064d".formatted(number),
                List.of("registry.example.com/repository-" + repository + ":" + number),
                List.of(),
                500_000_000,
                300_000_000,
                Stream.of(
                                "os-" + repository % 10,
                                "tools-" + repository % 10,
                                "dependencies-" + repository,
                                "own-" + number)
                        .map(layer -> layers.computeIfAbsent(layer, id -> id))
                        .toList(),
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
