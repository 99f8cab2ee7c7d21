package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.api.v1alpha1.Usage;
import io.nodecleanup.disk.FileSystemUsage;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What the agent tells Prometheus: the disk as it is when asked, and its runs. Counters begin with the process. */
final class Metrics {
    private static final String PREFIX = "node_cleanup_";

    private final Map<String, Long> reclaimedBytes = new TreeMap<>();
    private final Map<String, Long> removed = new TreeMap<>();
    private final Map<String, Long> runs = new TreeMap<>();
    private long errors;
    private List<Path> diskPaths = List.of();
    private Optional<RunReport> lastRun = Optional.empty();
    private Optional<RunReport> lastSuccess = Optional.empty();

    /** Which folders' file systems to tell of, from now on. */
    synchronized void follow(List<Path> paths) {
        diskPaths = List.copyOf(paths);
    }

    /** A run that was before this process: its times are told, but it does not count. */
    synchronized void remember(RunReport run) {
        lastRun = Optional.of(run);
        lastSuccess = NodeStatus.isFailed(run) ? lastSuccess : lastRun;
    }

    /** A run that has just ended. */
    synchronized void ran(RunReport run) {
        remember(run);
        runs.merge(run.outcome(), 1L, Long::sum);
        errors += run.errors().size();
        if (run.dryRun()) {
            return;
        }
        run.removed().forEach(count -> removed.merge(count.kind(), (long) count.count(), Long::sum));
        if (run.usageBefore() != null && run.usageAfter() != null) {
            reclaimed("Image", run, usage -> usage.images().sizeBytes());
            reclaimed("Container", run, usage -> usage.containers().sizeBytes());
            reclaimed("Volume", run, usage -> usage.localVolumes().sizeBytes());
            reclaimed("BuildCacheRecord", run, usage -> usage.buildCache().sizeBytes());
        }
    }

    private void reclaimed(String kind, RunReport run, ToLongFunction<Usage> bytes) {
        // Builds may have added meanwhile.
        long difference = bytes.applyAsLong(run.usageBefore()) - bytes.applyAsLong(run.usageAfter());
        reclaimedBytes.merge(kind, Math.max(0, difference), Long::sum);
    }

    /** All of them, now. */
    synchronized MetricSnapshots snapshot() {
        List<FileSystemUsage> disks = diskPaths.stream()
                .map(FileSystemUsage::of)
                .flatMap(Optional::stream)
                .toList();
        var all = MetricSnapshots.builder()
                .metricSnapshot(disk("disk_size_bytes", "Bytes of the file system.", disks, FileSystemUsage::sizeBytes))
                .metricSnapshot(
                        disk("disk_used_bytes", "Bytes of the file system in use.", disks, FileSystemUsage::usedBytes))
                .metricSnapshot(disk(
                        "disk_inodes",
                        "Inodes of the file system; 0 without a fixed number.",
                        disks,
                        FileSystemUsage::inodes))
                .metricSnapshot(disk(
                        "disk_inodes_used", "Inodes of the file system in use.", disks, FileSystemUsage::inodesUsed))
                .metricSnapshot(counter(
                        "reclaimed_bytes",
                        "Bytes reclaimed, by 'docker system df' before and after.",
                        "kind",
                        reclaimedBytes))
                .metricSnapshot(counter("removed", "Things removed.", "kind", removed))
                .metricSnapshot(counter("runs", "Runs, by how they ended.", "outcome", runs))
                .metricSnapshot(CounterSnapshot.builder()
                        .name(PREFIX + "run_errors")
                        .help("Errors that runs have reported, at most ten each.")
                        .dataPoint(CounterDataPointSnapshot.builder()
                                .value((double) errors)
                                .build())
                        .build());
        lastSuccess.ifPresent(run -> all.metricSnapshot(gauge(
                "last_success_timestamp_seconds",
                "When the last run that succeeded ended, since 1970.",
                run.completionTime().getEpochSecond())));
        lastRun.ifPresent(run -> all.metricSnapshot(gauge(
                "last_run_duration_seconds",
                "How long the last run took.",
                Duration.between(run.startTime(), run.completionTime()).toSeconds())));
        return all.build();
    }

    private static GaugeSnapshot disk(
            String name, String help, List<FileSystemUsage> disks, ToLongFunction<FileSystemUsage> figure) {
        var gauge = GaugeSnapshot.builder().name(PREFIX + name).help(help);
        disks.forEach(disk -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of("path", disk.path().toString()))
                .value((double) figure.applyAsLong(disk))
                .build()));
        return gauge.build();
    }

    private static GaugeSnapshot gauge(String name, String help, long value) {
        return GaugeSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(
                        GaugeDataPointSnapshot.builder().value((double) value).build())
                .build();
    }

    private static CounterSnapshot counter(String name, String help, String label, Map<String, Long> values) {
        var counter = CounterSnapshot.builder().name(PREFIX + name).help(help);
        values.forEach((key, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(Labels.of(label, key))
                .value((double) value)
                .build()));
        return counter.build();
    }
}
