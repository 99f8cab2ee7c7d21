package io.nodecleanup.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToDoubleBiFunction;

/** The peers that give each step a worth of its own: evicts the leaf worth least, until the rest is within the budget. */
record LeavesByRank(ToDoubleBiFunction<CachedStep, Instant> worth) implements Eviction {
    /** The one whose last use, or that of what was built from it, is the longest ago. */
    static LeavesByRank leastRecentlyUsed() {
        return new LeavesByRank((step, now) -> -step.secondsSinceCredit(now));
    }

    /** Uses, each worth half after a week, by the time since the last one; half an hour keeps new steps from counting as priceless. */
    static LeavesByRank usesByAge() {
        return new LeavesByRank((step, now) -> step.frequency(now) / (step.secondsSinceCredit(now) + 1_800));
    }

    @Override
    public List<CachedStep> after(Instant now, Replay node, long bytesOver) {
        if (bytesOver <= 0) {
            return List.of();
        }
        record Ranked(CachedStep step, double worth) {}
        var leaves = new PriorityQueue<>(Comparator.comparingDouble(Ranked::worth)
                .thenComparing(ranked -> ranked.step().number(), Comparator.reverseOrder()));
        Map<CachedStep, Integer> childrenLeft = new HashMap<>();
        for (CachedStep step : node.present()) {
            if (step.children() == 0) {
                leaves.add(new Ranked(step, worth.applyAsDouble(step, now)));
            }
        }
        List<CachedStep> gone = new ArrayList<>();
        for (long left = bytesOver; left > 0; ) {
            CachedStep next = leaves.remove().step();
            gone.add(next);
            left -= next.bytes();
            for (CachedStep parent : node.parents(next)) {
                if (childrenLeft.merge(parent, -1, Integer::sum) + parent.children() == 0) {
                    leaves.add(new Ranked(parent, worth.applyAsDouble(parent, now)));
                }
            }
        }
        return gone;
    }
}
