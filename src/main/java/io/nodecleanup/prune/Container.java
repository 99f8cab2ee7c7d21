package io.nodecleanup.prune;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container of the engine, running or not.
 *
 * @param imageId the full id of its image
 * @param sizeBytes bytes it has written itself, its volumes apart
 * @param running whether it runs, is paused, or is between two starts
 * @param restarts whether it has a restart policy: the engine starts it again by itself, at the latest with the next start of the engine
 * @param created when it was made
 * @param finished when it last ended; empty if it never did
 * @param labels never null
 * @param mountedImages references or ids of images mounted into it ({@code type=image}), as its maker wrote them. The engine does not
 *     protect these: it deletes them by id under a running container.
 * @param mountedVolumes names of the volumes mounted into it, also where a folder inside one is mounted by its path
 * @param networks names, ids, or beginnings of ids of the networks it is joined to or is to join when it starts, as its maker wrote them
 *     and as the engine resolved them; until it has started the engine may have resolved none
 */
public record Container(
        String id,
        String name,
        String imageId,
        long sizeBytes,
        boolean running,
        boolean restarts,
        Instant created,
        Optional<Instant> finished,
        Map<String, String> labels,
        List<String> mountedImages,
        List<String> mountedVolumes,
        List<String> networks)
        implements Prunable {
    /** The first of a thing's containers is the one that its reason names. */
    static final Comparator<Container> BY_NAME =
            Comparator.comparing(Container::name).thenComparing(Container::id);

    public Container {
        labels = Map.copyOf(labels);
        mountedImages = List.copyOf(mountedImages);
        mountedVolumes = List.copyOf(mountedVolumes);
        networks = List.copyOf(networks);
    }

    @Override
    public String kind() {
        return "Container";
    }

    @Override
    public String displayName() {
        return name;
    }

    /** Whether the image may be one that is mounted into it. */
    public boolean mayMount(Image image) {
        return mountedImages.stream().anyMatch(image::mayBeMeantBy);
    }

    /** When it was last in use: now, if it runs. */
    public Instant lastUsed(Instant now) {
        if (running) {
            return now;
        }
        return finished.filter(end -> end.isAfter(created)).orElse(created);
    }
}
