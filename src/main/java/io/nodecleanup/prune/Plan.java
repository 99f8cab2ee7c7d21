package io.nodecleanup.prune;

import java.util.List;

/**
 * What to remove, in order, and what stays.
 *
 * @param removals in the order to remove them in: containers, dangling images, other images, cache records; children before parents; apart
 *     from that, what was unused the longest first
 * @param keeps everything else in the inventory
 * @param predictedBytes what the removals free together: a shared layer counts once, and only if all that share it go
 */
public record Plan(List<Removal> removals, List<Keep> keeps, long predictedBytes) {
    public Plan {
        removals = List.copyOf(removals);
        keeps = List.copyOf(keeps);
    }

    /** A thing that goes. */
    public record Removal(Prunable object, Reason.Goes reason) {}

    /** A thing that stays. */
    public record Keep(Prunable object, Reason.Stays reason) {}
}
