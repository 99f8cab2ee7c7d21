package io.nodecleanup.api.v1alpha1;

/**
 * What integers of a status may be. The API server would take any of 64 bits; one that Java cannot read ends the watch of whoever
 * meets it, for good, and one agent's report would stop the operator.
 */
public final class Bounds {
    /** The largest number of an int. */
    static final double COUNT = Integer.MAX_VALUE;

    /** An exabyte: two of them can be added. */
    static final double BYTES = 1e18;

    /** Not 0: an engine tells -1 for a size it does not know, and its differences may be less than nothing. */
    static final double LEAST_BYTES = -BYTES;

    private Bounds() {}

    /** The sum of two counts, within the bounds. */
    static int plus(int a, int b) {
        return (int) Math.min((long) a + b, Integer.MAX_VALUE);
    }

    /** The sum of two numbers of bytes, within the bounds: else the status that it is written to would be refused. */
    public static long plus(long a, long b) {
        return Math.clamp(a + b, (long) LEAST_BYTES, (long) BYTES);
    }
}
