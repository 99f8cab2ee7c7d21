package io.nodecleanup.prune;

import java.util.List;

/**
 * What to remove, in order, and what stays.
 *
 * @param removals in the order to remove them in: containers, volumes, networks, builders and what is in their caches, dangling images, other images, cache records (under
 *     pressure images and records together); children before parents; apart from that the least valuable first, and among equals what was
 *     unused the longest
 * @param keeps everything else in the inventory, but for the container and the volume of a builder that goes
 * @param predictedBytes what the removals free together: a shared layer counts once, and only if all that share it go
 * @param eligibleBytes what would be freed at most if all went that might: under pressure not all of it needs to
 */
public record Plan(List<Removal> removals, List<Keep> keeps, long predictedBytes, long eligibleBytes) {
    /** Nothing to remove, and nothing there. */
    public static final Plan NOTHING = new Plan(List.of(), List.of(), 0, 0);

    public Plan {
        removals = List.copyOf(removals);
        keeps = List.copyOf(keeps);
    }

    /** Its removals from one place up to another, without what stays and without a prediction. */
    public Plan part(int from, int to) {
        return new Plan(removals.subList(from, to), keeps, 0, 0);
    }

    /** The part of the prediction that builds would have to make again: images and build cache. */
    public long predictedBytesOfBuilds() {
        long ofOthers = removals.stream()
                .map(Removal::object)
                .filter(object -> !(object instanceof Image || object instanceof CacheRecord))
                .mapToLong(Prunable::sizeBytes)
                .sum();
        return predictedBytes - ofOthers;
    }

    /** A thing that goes. */
    public record Removal(Prunable object, Reason.Goes reason) {}

    /** A thing that stays. */
    public record Keep(Prunable object, Reason.Stays reason) {}
}
