package io.nodecleanup.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Gives memory that is no longer used back to the node. The collector does so at a full collection alone, which an idle agent would never
 * need: what a start or a run has taken would stay taken.
 */
final class Slack {
    /** A full collection of an idle agent's heap takes some 40 ms. */
    private static final Duration EVERY = Duration.ofMinutes(10);

    /** By then a start is over: reading the policy, the first look at the engine. */
    private static final Duration AFTER_START = Duration.ofSeconds(20);

    private final Clock clock;
    private Instant next;

    Slack(Clock clock) {
        this.clock = clock;
        next = clock.instant().plus(AFTER_START);
    }

    /** The next {@link #giveBack} is worth it. */
    void grew() {
        next = Instant.MIN;
    }

    /** To be called at rest. Does something soon after the start, when the memory grew, and every ten minutes. */
    void giveBack() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            System.gc();
            next = now.plus(EVERY);
        }
    }
}
