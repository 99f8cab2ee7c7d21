package io.nodecleanup.bench;

import java.time.Instant;
import java.util.List;

/** A rule of what to evict. */
@FunctionalInterface
interface Eviction {
    /**
     * Called after each build.
     *
     * @param bytesOver how far the cache is over its budget; 0 or less if it is not
     * @return what goes, children before parents
     */
    List<CachedStep> after(Instant now, Replay node, long bytesOver);
}
