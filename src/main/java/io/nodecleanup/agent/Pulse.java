package io.nodecleanup.agent;

import io.nodecleanup.engine.CallWatch;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the agent's loop goes on: it turned, or a call that it made to the engine ended, within two minutes, or such a call may still take
 * its time. Measured by a clock that nobody sets.
 */
final class Pulse implements CallWatch {
    /** The loop turns every thirty seconds. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private final LongSupplier nanoTime;
    private long aliveUntil;
    private int calls;
    private volatile boolean started;

    /** @param nanoTime such as {@link System#nanoTime} */
    Pulse(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        aliveUntil = nanoTime.getAsLong() + SILENCE.toNanos();
    }

    /** The loop has turned. */
    synchronized void beat() {
        started = true;
        aliveFor(SILENCE);
    }

    /** The agent has met its policy: what is asked for from now on is for it. */
    void started() {
        started = true;
    }

    /** Whether it has met its policy, or has found none. */
    boolean isStarted() {
        return started;
    }

    @Override
    public synchronized void began(Duration limit) {
        calls++;
        aliveFor(limit.plus(SILENCE));
    }

    @Override
    public synchronized void ended() {
        calls--;
        if (calls == 0) {
            aliveUntil = nanoTime.getAsLong() + SILENCE.toNanos();
        }
    }

    synchronized boolean isAlive() {
        return nanoTime.getAsLong() - aliveUntil < 0;
    }

    /** From now, if that is longer than what holds already. */
    private void aliveFor(Duration time) {
        long until = nanoTime.getAsLong() + time.toNanos();
        if (until - aliveUntil > 0) {
            aliveUntil = until;
        }
    }
}
