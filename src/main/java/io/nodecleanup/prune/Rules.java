package io.nodecleanup.prune;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What may go. An empty rule lets nothing of its kind go. */
public record Rules(Optional<ImageRules> images, Optional<CacheRules> buildCache) {

    /**
     * Which images may go.
     *
     * @param danglingOnly whether images with a name stay
     * @param unusedFor only what was not used for this long; zero allows anything
     * @param keep patterns of names that keep an image
     */
    public record ImageRules(boolean danglingOnly, Duration unusedFor, List<NamePattern> keep) {
        public ImageRules {
            keep = List.copyOf(keep);
        }
    }

    /**
     * Which records of the build cache may go.
     *
     * @param danglingOnly whether shared and internal records stay
     * @param unusedFor only what was not used for this long; zero allows anything
     */
    public record CacheRules(boolean danglingOnly, Duration unusedFor) {}
}
