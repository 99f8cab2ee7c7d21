package io.nodecleanup.prune;

import java.time.Duration;

/**
 * That a disk is too full, and how much must go.
 *
 * @param bytesAboveLow what must go to bring it below the low mark; at least 0
 * @param bytesAboveHigh what must go at least: if all that may go is less, the disk is not filled by what a policy may remove; 0 where
 *     inodes ask, of which nothing can be predicted
 * @param unusedFor images and records used more lately stay all the same; zero spares nothing but what is in use. Where the rule of the
 *     scheduled run is shorter, that one holds.
 */
public record Pressure(long bytesAboveLow, long bytesAboveHigh, Duration unusedFor) {
    private static final int MARGIN = 10;

    /**
     * What a plan lets go: a tenth more than must go, since builds write while it is carried out. Whoever carries it out stops when the disk is
     * relieved.
     */
    long bytesToPlan() {
        return Math.max(bytesAboveLow, bytesAboveLow + bytesAboveLow / MARGIN);
    }
}
