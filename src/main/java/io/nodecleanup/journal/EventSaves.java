package io.nodecleanup.journal;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Writes the journal when many events have come since it was written last. Whoever reads it fills up what is missing from the last 256 events
 * that the engine remembers; if there were more, all would count as used just now.
 */
final class EventSaves implements Runnable {
    static final int AFTER = 100;
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** Writing may take a twentieth of the time, however slow the disk is. */
    private static final int PAUSE_FACTOR = 20;

    private final JournalKeeper keeper;
    private final Duration pause;
    private final Semaphore many = new Semaphore(0);

    /** @param pause at least so long after it was written, however many events come */
    EventSaves(JournalKeeper keeper, Duration pause) {
        this.keeper = keeper;
        this.pause = pause;
    }

    /** To be called after each event. Does not block. */
    void heard() {
        if (keeper.unsavedEvents() >= AFTER) {
            many.release();
        }
    }

    /** Until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                many.acquire();
                many.drainPermits();
                if (keeper.unsavedEvents() >= AFTER) {
                    long start = System.nanoTime();
                    keeper.save();
                    Duration took = Duration.ofNanos(System.nanoTime() - start).multipliedBy(PAUSE_FACTOR);
                    Thread.sleep(took.compareTo(pause) > 0 ? took : pause);
                }
            }
        } catch (InterruptedException e) {
            // The journal is being closed.
            Thread.currentThread().interrupt();
        }
    }
}
