package io.nodecleanup.prune;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A container of the engine, running or not.
 *
 * @param imageId the full id of its image
 * @param running whether it runs now
 * @param created when it was made
 * @param finished when it last ended; empty if it never did, or where only the list was asked
 * @param mountedImages references or ids of images mounted into it ({@code type=image}), as its maker wrote them. The engine does not
 *     protect these: it deletes them by id under a running container.
 */
public record Container(
        String id,
        String name,
        String imageId,
        boolean running,
        Instant created,
        Optional<Instant> finished,
        List<String> mountedImages) {
    public Container {
        mountedImages = List.copyOf(mountedImages);
    }
}
