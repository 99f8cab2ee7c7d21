package io.nodecleanup.engine;

import java.util.Comparator;

/** A version of the Engine API, such as 1.41. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /**
     * The newest that is asked for. 1.51 has true container counts and honours {@code type=} of {@code /system/df}, which then has the
     * same shape as in 1.41; from 1.52 on it has another.
     */
    static final ApiVersion NEWEST_USED = new ApiVersion(1, 51);

    /** Since when an engine marks anonymous volumes with a label. */
    static final ApiVersion ANONYMOUS_LABEL = new ApiVersion(1, 42);

    /**
     * Since when a build on a graph driver is known to send events of the image that it names, also if all came from the cache (Engine 29;
     * 20.10 sends none, those between were not tried).
     */
    static final ApiVersion EVENTS_OF_BUILDS = new ApiVersion(1, 56);

    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    /** @throws IllegalArgumentException if the text is no such version */
    static ApiVersion parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("no API version: " + text);
        }
        return new ApiVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    /** This one, or the newest used if that is older: an engine answers 400 to a version newer than its own. */
    ApiVersion capped() {
        return compareTo(NEWEST_USED) <= 0 ? this : NEWEST_USED;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
