package io.nodecleanup.bench;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A node with a build cache of limited size that runs the builds of a trace, one after the other. What is there is used, what is not is
 * built again, and after each build something is evicted until the rest is within the budget.
 */
final class Replay {
    private final BuildTrace trace;
    private final StepCosts costs;
    private final CachedStep[] cache;
    private final Set<Integer> present = new HashSet<>();
    private long presentBytes;
    private long made;

    Replay(BuildTrace trace, StepCosts costs) {
        this.trace = trace;
        this.costs = costs;
        this.cache = new CachedStep[trace.steps().size()];
    }

    /** Seconds spent on steps that an endless cache would have had. */
    double secondsLost(long budgetBytes, Eviction eviction) {
        double seconds = 0;
        boolean[] builtOnce = new boolean[cache.length];
        for (BuildTrace.Build build : trace.builds()) {
            seconds += build(build.target(), build.time(), builtOnce, new HashSet<>());
            for (CachedStep gone : eviction.after(build.time(), this, presentBytes - budgetBytes)) {
                evict(gone);
            }
            if (presentBytes > budgetBytes) {
                throw new IllegalStateException("still over the budget at " + build.time());
            }
        }
        return seconds;
    }

    List<CachedStep> present() {
        return present.stream().map(number -> cache[number]).toList();
    }

    /** What the step was built upon: it is there, since only leaves are evicted. */
    List<CachedStep> parents(CachedStep step) {
        return trace.steps().get(step.number()).parents().stream()
                .map(number -> cache[number])
                .toList();
    }

    /** Gives the seconds of what has been built before; what is built for the first time is nobody's loss. */
    private double build(int number, Instant now, boolean[] builtOnce, Set<Integer> credited) {
        CachedStep cached = cache[number];
        if (cached != null) {
            if (!cached.lastUsed().equals(now)) {
                cached.use(now);
            }
            credit(number, now, credited);
            return 0;
        }
        BuildTrace.Step step = trace.steps().get(number);
        double lost = builtOnce[number] ? costs.seconds(step) : 0;
        builtOnce[number] = true;
        for (int parent : step.parents()) {
            lost += build(parent, now, builtOnce, credited);
        }
        for (int input : step.inputs()) {
            lost += build(input, now, builtOnce, credited);
        }
        credited.add(number);
        cache[number] = new CachedStep(number, "r" + made++, step, costs.bytes(step), now);
        present.add(number);
        presentBytes += cache[number].bytes();
        for (int parent : step.parents()) {
            cache[parent].children(1);
        }
        return lost;
    }

    private void credit(int number, Instant now, Set<Integer> credited) {
        if (credited.add(number)) {
            cache[number].credit(now);
            for (int parent : trace.steps().get(number).parents()) {
                credit(parent, now, credited);
            }
        }
    }

    private void evict(CachedStep step) {
        if (step.children() > 0) {
            throw new IllegalStateException(step.id() + " has children");
        }
        for (CachedStep parent : parents(step)) {
            parent.children(-1);
        }
        cache[step.number()] = null;
        present.remove(step.number());
        presentBytes -= step.bytes();
    }
}
