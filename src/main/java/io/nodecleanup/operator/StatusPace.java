package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a policy's status is written: at once, but for one that has nothing new except sums and times, which waits until the last write is
 * a minute old. Agents watch their policy, so each write is an event on every node.
 */
final class StatusPace {
    /** Between two writes of sums and times. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    private final Duration period;

    /** By the policy's uid. Forgotten when it is old, and so with policies that are gone; lost with the process, which then writes at once. */
    private final Map<String, Instant> lastWrites = new ConcurrentHashMap<>();

    /**
     * @param period between two writes of sums and times
     */
    StatusPace(Duration period) {
        this.period = period;
    }

    /**
     * How long the status has to wait; zero if it does not.
     *
     * @param policy with its present status
     * @param status the one that it should have
     * @param reports by which; the bytes of those that were just removed are nowhere until they are written
     */
    Duration hold(CleanupPolicy policy, CleanupPolicyStatus status, Reports reports, Instant now) {
        Instant last = lastWrites.get(policy.getMetadata().getUid());
        return last != null
                        && isRecent(last, now)
                        && reports.removedBytes() == 0
                        && onlySumsDiffer(policy.getStatus(), status)
                ? Duration.between(now, last.plus(period))
                : Duration.ZERO;
    }

    /** To be told of each write. */
    void written(CleanupPolicy policy, Instant now) {
        lastWrites.values().removeIf(last -> !isRecent(last, now));
        lastWrites.put(policy.getMetadata().getUid(), now);
    }

    /** One to come is of a clock that was set back since. */
    private boolean isRecent(Instant last, Instant now) {
        return !last.isAfter(now) && last.plus(period).isAfter(now);
    }

    private static boolean onlySumsDiffer(CleanupPolicyStatus present, CleanupPolicyStatus next) {
        return present != null
                && present.equals(new CleanupPolicyStatus(
                        next.observedGeneration(),
                        next.conditions(),
                        next.schedule(),
                        next.nodes(),
                        present.lastRunTime(),
                        present.nextRunTime(),
                        present.reclaimed(),
                        present.usage(),
                        next.worstNodes(),
                        next.lastHandledRunRequest()));
    }
}
