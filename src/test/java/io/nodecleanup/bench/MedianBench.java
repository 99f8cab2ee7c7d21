package io.nodecleanup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints metrics of figures that others have measured: for each a name, a budget, and files with ours and the peer's figures, one a line. */
final class MedianBench {
    private MedianBench() {}

    public static void main(String[] args) throws IOException {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < args.length; i += 4) {
            metrics.add(new Metric(
                    args[i],
                    median(Path.of(args[i + 2])),
                    median(Path.of(args[i + 3])),
                    Double.parseDouble(args[i + 1])));
        }
        metrics.forEach(metric -> System.out.println(metric.line()));
        System.exit(metrics.stream().anyMatch(Metric::isOver) ? 1 : 0);
    }

    private static double median(Path figures) throws IOException {
        List<Double> sorted = Files.readAllLines(figures).stream()
                .map(Double::valueOf)
                .sorted()
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
