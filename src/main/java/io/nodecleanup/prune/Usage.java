package io.nodecleanup.prune;

import java.time.Instant;
import java.util.Map;

/**
 * What was seen of the uses of things, beyond what the engine itself can tell: Docker records no last use of an image, volume or network.
 *
 * @param images by image id, when it was last seen in use; an image that is not in it was not seen in use
 */
public record Usage(Map<String, Instant> images) {
    /** Nothing was seen: there is no journal. */
    public static final Usage NONE = new Usage(Map.of());

    public Usage {
        images = Map.copyOf(images);
    }
}
