package io.nodecleanup.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * BuildKit's own garbage collection (source: its cache manager's sortDeleteRecords): of the leaves, the one with the smallest sum of two
 * ranks, by last use and by use count, each by the number of ranks; one record a pass. Its uses are its own: a hit moves no ancestor.
 */
final class BuildKitGc implements Eviction {
    @Override
    public List<CachedStep> after(Instant now, Replay node, long bytesOver) {
        List<CachedStep> leaves = new ArrayList<>();
        for (CachedStep step : node.present()) {
            if (step.children() == 0) {
                leaves.add(step);
            }
        }
        Map<CachedStep, Integer> childrenGone = new HashMap<>();
        List<CachedStep> gone = new ArrayList<>();
        for (long left = bytesOver; left > 0; ) {
            CachedStep next = smallestSum(leaves);
            leaves.remove(next);
            gone.add(next);
            left -= next.bytes();
            for (CachedStep parent : node.parents(next)) {
                if (childrenGone.merge(parent, 1, Integer::sum) == parent.children()) {
                    leaves.add(parent);
                }
            }
        }
        return gone;
    }

    private static CachedStep smallestSum(List<CachedStep> leaves) {
        Set<Instant> times = new TreeSet<>();
        Set<Integer> counts = new TreeSet<>();
        for (CachedStep leaf : leaves) {
            times.add(leaf.lastUsed());
            counts.add(leaf.uses());
        }
        Map<Instant, Double> rankByTime = ranks(times);
        Map<Integer, Double> rankByCount = ranks(counts);
        return leaves.stream()
                .min(Comparator.comparingDouble(
                                (CachedStep leaf) -> rankByTime.get(leaf.lastUsed()) + rankByCount.get(leaf.uses()))
                        .thenComparing(CachedStep::lastUsed)
                        .thenComparingInt(CachedStep::number))
                .orElseThrow();
    }

    private static <T> Map<T, Double> ranks(Set<T> values) {
        Map<T, Double> ranks = new HashMap<>();
        for (T value : values) {
            ranks.put(value, (ranks.size() + 1.0) / values.size());
        }
        return ranks;
    }
}
