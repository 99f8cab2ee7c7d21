package io.nodecleanup.runner;

import java.util.function.LongSupplier;

/**
 * How many requests may be in flight. It goes by what it measures: more while more get done in the same time, one when answers take longer
 * than they would if the engine did everything one after another, and one while a build runs.
 *
 * <p>The containerd store deletes behind a garbage collection of everything, which all that wait share: 64 in flight are five times as fast
 * as one, more gain little (measured on Engine 29). A graph driver gains little from the second on.
 */
final class Pace {
    static final int MOST = 64;

    /** Of a round, so that a single odd answer decides nothing. */
    private static final int FEWEST_ANSWERS = 3;

    /**
     * Twofold steps are so close to each other that one uneven round keeps a run at a few (Engine 29, 860 images: 66 answers and 1.9 s until
     * 64 are in flight, 46 and 1.0 s with this). Only the first step is to two, for the engines that gain nothing.
     */
    private static final int STEP = 4;

    private static final double GAIN = 1.05;
    private static final double SLOW = 2;

    /** Rounds until more is tried again after it gained nothing. */
    private static final int PATIENCE = 4;

    private final LongSupplier nanoTime;
    private int size = 1;
    private int fewer = 1;
    private int patience;
    private double alone = Double.POSITIVE_INFINITY;
    private double throughputOfFewer;
    private long roundStart;
    private int answers;
    private double nanosOfAnswers;

    /** @param nanoTime as {@link System#nanoTime} */
    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        become(1);
    }

    /** At least one, at most {@link #MOST}. */
    int limit(boolean building) {
        if (building && size > 1) {
            slowDown();
        }
        return size;
    }

    /**
     * A thing has been removed.
     *
     * @param nanos how long the engine took for it
     */
    void removed(long nanos) {
        answers++;
        nanosOfAnswers += nanos;
        if (answers >= Math.max(size, FEWEST_ANSWERS)) {
            endRound();
        }
    }

    private void endRound() {
        double answerTime = nanosOfAnswers / answers;
        double throughput = answers / (double) Math.max(1, nanoTime.getAsLong() - roundStart);
        if (size == 1) {
            alone = Math.min(alone, answerTime);
        }
        if (answerTime > SLOW * size * alone) {
            slowDown();
        } else if (patience > 0) {
            patience--;
            throughputOfFewer = throughput;
            become(patience == 0 ? more() : size);
        } else if (throughput > GAIN * throughputOfFewer) {
            throughputOfFewer = size == MOST ? 0 : throughput;
            become(more());
        } else {
            patience = PATIENCE;
            become(fewer);
        }
    }

    private int more() {
        fewer = size;
        return size == 1 ? 2 : Math.min(MOST, STEP * size);
    }

    private void slowDown() {
        patience = 0;
        throughputOfFewer = 0;
        become(1);
    }

    private void become(int newSize) {
        size = newSize;
        roundStart = nanoTime.getAsLong();
        answers = 0;
        nanosOfAnswers = 0;
    }
}
