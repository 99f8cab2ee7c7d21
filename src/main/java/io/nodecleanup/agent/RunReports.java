package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.RunReport.Count;
import io.nodecleanup.api.v1alpha1.RunReport.Item;
import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.api.v1alpha1.Usage;
import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.prune.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parts of a run report, bounded as its schema wants them. */
final class RunReports {
    private static final int COUNTS = 50;
    private static final int LARGEST = 10;
    private static final int ERRORS = 10;

    private RunReports() {}

    static List<Count> countRemovals(List<Plan.Removal> removals) {
        return counts(removals, Plan.Removal::object, Plan.Removal::reason);
    }

    static List<Count> countKeeps(List<Plan.Keep> keeps) {
        return counts(keeps, Plan.Keep::object, Plan.Keep::reason);
    }

    static List<Item> largestRemovals(List<Plan.Removal> removals) {
        return largest(removals, Plan.Removal::object, Plan.Removal::reason);
    }

    static List<Item> largestKeeps(List<Plan.Keep> keeps) {
        return largest(keeps, Plan.Keep::object, Plan.Keep::reason);
    }

    static List<String> bounded(List<String> errors) {
        return errors.stream().limit(ERRORS).map(e -> Text.bounded(e, 512)).toList();
    }

    static Usage usage(DiskUsage table) {
        return new Usage(
                row(table.images()),
                row(table.containers()),
                row(table.localVolumes()),
                row(table.buildCache()),
                row(table.builders()));
    }

    private static Usage.Row row(DiskUsage.Row row) {
        return new Usage.Row(row.total(), row.active(), row.sizeBytes(), row.reclaimableBytes());
    }

    private static <T> List<Count> counts(
            List<T> all, Function<T, Prunable> object, Function<T, ? extends Reason> reason) {
        record Key(String kind, String reason) {}
        return all.stream()
                .collect(Collectors.groupingBy(one ->
                        new Key(object.apply(one).kind(), reason.apply(one).name())))
                .entrySet()
                .stream()
                .map(group -> new Count(
                        group.getKey().kind(),
                        group.getKey().reason(),
                        group.getValue().size(),
                        group.getValue().stream()
                                .mapToLong(one -> object.apply(one).sizeBytes())
                                .sum()))
                .sorted(Comparator.comparing(Count::kind).thenComparing(Count::reason))
                .limit(COUNTS)
                .toList();
    }

    private static <T> List<Item> largest(
            List<T> all, Function<T, Prunable> object, Function<T, ? extends Reason> reason) {
        return all.stream()
                .sorted(Comparator.comparingLong((T one) -> object.apply(one).sizeBytes())
                        .reversed())
                .limit(LARGEST)
                .map(one -> item(object.apply(one), reason.apply(one)))
                .toList();
    }

    private static Item item(Prunable object, Reason reason) {
        return new Item(
                object.kind(),
                Text.bounded(object.id(), 128),
                Text.bounded(object.displayName(), 256),
                object.sizeBytes(),
                reason.name(),
                Text.bounded(reason.text(), 256));
    }
}
