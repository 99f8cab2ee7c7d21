package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Whether a run is still wanted: its policy is there, is ours to read, and is what it was, and the agent is not being ended. Asks the
 * policy's source, since a watch goes on after the rights behind it are gone; but not before every deletion.
 */
final class RunPermit {
    private static final Duration ASK_EVERY = Duration.ofSeconds(10);

    private final PolicySource policies;
    private final Long generation;
    private final Semaphore news;
    private final BooleanSupplier stopping;
    private final Clock clock;
    private Instant askAgain = Instant.MIN;

    /**
     * @param policy what the run goes by
     * @param news has permits when something has changed; they are taken
     * @param stopping whether the agent is being ended
     */
    RunPermit(PolicySource policies, CleanupPolicy policy, Semaphore news, BooleanSupplier stopping, Clock clock) {
        this.policies = policies;
        this.generation = policy.getMetadata().getGeneration();
        this.news = news;
        this.stopping = stopping;
        this.clock = clock;
    }

    /** Asks at the first call, at the first after news, and every ten seconds. */
    boolean isWithdrawn() {
        if (stopping.getAsBoolean()) {
            return true;
        }
        if (news.drainPermits() == 0 && clock.instant().isBefore(askAgain)) {
            return false;
        }
        askAgain = clock.instant().plus(ASK_EVERY);
        return !(policies.confirm() instanceof Sighting.Seen(CleanupPolicy policy)
                && policy.getMetadata().getGeneration().equals(generation));
    }
}
