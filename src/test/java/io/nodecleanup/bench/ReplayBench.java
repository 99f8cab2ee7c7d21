package io.nodecleanup.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * How much rebuilding a cache of limited size costs, by what is evicted from it: ours beside plain least recently used, BuildKit's garbage
 * collection, and uses by age, on two histories of builds, with 20 and 40 GB. The means of five seeds; seconds and sizes are drawn for each.
 */
final class ReplayBench {
    private static final int SEEDS = 5;

    private record Case(BuildTrace trace, int gigabytes) {}

    private ReplayBench() {}

    public static void main(String[] args) {
        List<Metric> metrics = new ArrayList<>();
        for (String name : List.of("2025-09", "2026-02")) {
            BuildTrace trace = BuildTrace.read(name);
            for (int gigabytes : List.of(20, 40)) {
                var one = new Case(trace, gigabytes);
                double ours = hours(one, Ours::new);
                metrics.add(metric(one, "least recently used", ours, budget -> LeavesByRank.leastRecentlyUsed(), 0.42));
                metrics.add(metric(one, "BuildKit's", ours, budget -> new BuildKitGc(), 0.50));
                metrics.add(metric(one, "uses by age", ours, budget -> LeavesByRank.usesByAge(), 1));
            }
        }
        System.exit(metrics.stream().anyMatch(Metric::isOver) ? 1 : 0);
    }

    private static Metric metric(Case one, String peer, double ours, LongFunction<Eviction> eviction, double budget) {
        var metric = new Metric(
                String.format(
                        Locale.ROOT,
                        "%s %d GB, hours lost, against %s",
                        one.trace().name(),
                        one.gigabytes(),
                        peer),
                ours,
                hours(one, eviction),
                budget);
        System.out.println(metric.line());
        return metric;
    }

    private static double hours(Case one, LongFunction<Eviction> eviction) {
        long bytes = one.gigabytes() * 1_000_000_000L;
        double[] hours = IntStream.range(0, SEEDS)
                .parallel()
                .mapToDouble(seed -> new Replay(one.trace(), new StepCosts(one.trace(), seed))
                                .secondsLost(bytes, eviction.apply(bytes))
                        / 3_600)
                .toArray();
        return Arrays.stream(hours).average().orElseThrow();
    }
}
