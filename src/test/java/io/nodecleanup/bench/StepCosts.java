package io.nodecleanup.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Seconds and bytes of each instruction, drawn once for each seed around the medians of its kind: the traces have neither. */
final class StepCosts {
    private record Median(double seconds, double megabytes) {}

    private static final Map<String, Median> MEDIANS = Map.ofEntries(
            Map.entry("base", new Median(8, 350)),
            Map.entry("ospkg", new Median(25, 120)),
            Map.entry("jsdeps", new Median(60, 600)),
            Map.entry("jsbuild", new Median(90, 200)),
            Map.entry("pydeps", new Median(70, 500)),
            Map.entry("mvndeps", new Median(90, 250)),
            Map.entry("mvnbuild", new Median(180, 350)),
            Map.entry("godeps", new Median(20, 300)),
            Map.entry("gobuild", new Median(60, 250)),
            Map.entry("fetch", new Median(6, 60)),
            Map.entry("copy", new Median(1, 30)),
            Map.entry("run", new Median(2, 8)));
    private static final double SIGMA = 0.7;

    private final Map<Integer, double[]> factors = new HashMap<>();

    StepCosts(BuildTrace trace, long seed) {
        var random = new Random(seed);
        trace.steps().stream()
                .mapToInt(BuildTrace.Step::group)
                .distinct()
                .sorted()
                .forEach(group -> factors.put(group, new double[] {
                    Math.exp(SIGMA * random.nextGaussian()), Math.exp(SIGMA * random.nextGaussian())
                }));
    }

    double seconds(BuildTrace.Step step) {
        return MEDIANS.get(step.kind()).seconds() * factors.get(step.group())[0];
    }

    long bytes(BuildTrace.Step step) {
        return Math.round(MEDIANS.get(step.kind()).megabytes() * factors.get(step.group())[1] * 1e6);
    }
}
