package io.nodecleanup.policy;

import io.nodecleanup.prune.Pressure;
import java.time.Duration;
import java.util.Optional;

/**
 * When a disk is too full, and until when to remove.
 *
 * @param highPercent of bytes or inodes in use, from which on it is too full; 1 to 99
 * @param lowPercent below highPercent; when no more is in use, removal ends
 * @param minFreeBytes with less free bytes it is too full as well; empty for no such rule
 * @param unusedFor images and cache records used more lately stay all the same
 */
public record DiskPressure(int highPercent, int lowPercent, Optional<Long> minFreeBytes, Duration unusedFor) {
    /** How many inodes a removal frees, nothing tells: then all may go, the least valuable first, until the disk is below low. */
    private static final long ALL = Long.MAX_VALUE;

    /** What a disk with so many bytes and inodes, and so many of them in use, asks for; empty if it is not too full. */
    public Optional<Pressure> of(long sizeBytes, long usedBytes, long inodes, long inodesUsed) {
        long aboveHigh = usedBytes - share(sizeBytes, highPercent);
        long missing = missing(sizeBytes, usedBytes);
        boolean outOfInodes = inodesUsed > share(inodes, highPercent);
        if (aboveHigh <= 0 && missing <= 0 && !outOfInodes) {
            return Optional.empty();
        }
        return Optional.of(new Pressure(
                outOfInodes ? ALL : aboveLow(sizeBytes, usedBytes),
                outOfInodes ? 0 : Math.max(missing, aboveHigh),
                unusedFor));
    }

    /** What such a disk asks for once a run has begun to relieve it: the high mark counts no more. Empty if it is relieved. */
    public Optional<Pressure> left(long sizeBytes, long usedBytes, long inodes, long inodesUsed) {
        if (isRelieved(sizeBytes, usedBytes, inodes, inodesUsed)) {
            return Optional.empty();
        }
        boolean inodesLeft = inodesUsed > share(inodes, lowPercent);
        return Optional.of(new Pressure(inodesLeft ? ALL : aboveLow(sizeBytes, usedBytes), 0, unusedFor));
    }

    private long aboveLow(long sizeBytes, long usedBytes) {
        return Math.max(missing(sizeBytes, usedBytes), usedBytes - share(sizeBytes, lowPercent));
    }

    private long missing(long sizeBytes, long usedBytes) {
        return minFreeBytes.map(least -> least - (sizeBytes - usedBytes)).orElse(0L);
    }

    /** How many of the inodes in use must go to come below high, or, if that is done, below low; 0 or less if there are few enough. */
    public long inodesToGo(long inodes, long inodesUsed) {
        long aboveHigh = inodesUsed - share(inodes, highPercent);
        return aboveHigh > 0 ? aboveHigh : inodesUsed - share(inodes, lowPercent);
    }

    /** Whether removal under pressure has come far enough. */
    public boolean isRelieved(long sizeBytes, long usedBytes, long inodes, long inodesUsed) {
        return bytesAreRelieved(sizeBytes, usedBytes) && inodesUsed <= share(inodes, lowPercent);
    }

    /** As {@link #isRelieved}, of the bytes alone. */
    public boolean bytesAreRelieved(long sizeBytes, long usedBytes) {
        return aboveLow(sizeBytes, usedBytes) <= 0;
    }

    private static long share(long whole, int percent) {
        return whole / 100 * percent + whole % 100 * percent / 100;
    }
}
