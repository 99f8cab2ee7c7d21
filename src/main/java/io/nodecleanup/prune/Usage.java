package io.nodecleanup.prune;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What was seen of the uses of things, beyond what the engine itself can tell: Docker records no last use of an image, volume or network.
 *
 * @param images by image id, when it was last seen in use; an image that is not in it was not seen in use
 * @param volumes the same by the name of the volume
 * @param networks the same by the id of the network
 * @param firstSeen by image id, name of a volume or id of a network, when it was first seen at all: what an image is judged by of which
 *     nothing else is known, and the earliest last use of a volume and a network
 * @param inRegistry ids of images that were seen pulled or pushed: a registry has them
 * @param recordHistory what looks at the build cache have taught ({@link Sights#ofRecords})
 * @param imageHistory what looks at the images have taught ({@link Sights#ofImages})
 * @param touches of cache records, which are no uses: only what was built from an image is judged by it, since of a record the engine
 *     itself asks for its age
 */
public record Usage(
        Map<String, Instant> images,
        Map<String, Instant> volumes,
        Map<String, Instant> networks,
        Map<String, Instant> firstSeen,
        Set<String> inRegistry,
        UseHistory recordHistory,
        UseHistory imageHistory,
        Touches touches) {
    /** Nothing was seen: there is no journal. */
    public static final Usage NONE =
            new Usage(Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), UseHistory.NONE, UseHistory.NONE);

    /** Without touches. */
    public Usage(
            Map<String, Instant> images,
            Map<String, Instant> volumes,
            Map<String, Instant> networks,
            Map<String, Instant> firstSeen,
            Set<String> inRegistry,
            UseHistory recordHistory,
            UseHistory imageHistory) {
        this(images, volumes, networks, firstSeen, inRegistry, recordHistory, imageHistory, Touches.NONE);
    }

    public Usage {
        images = Map.copyOf(images);
        volumes = Map.copyOf(volumes);
        networks = Map.copyOf(networks);
        firstSeen = Map.copyOf(firstSeen);
        inRegistry = Set.copyOf(inRegistry);
    }
}
