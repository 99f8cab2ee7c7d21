package io.nodecleanup.engine;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.RootFS;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /images/NAME/json}, and what docker-java leaves out of its answer. */
record ImageInspection(
        String id,
        List<String> tags,
        List<String> digests,
        List<String> diffIds,
        Optional<Instant> created,
        Optional<Instant> lastTagged) {
    /** What the engine says of it now; empty if there is no such image. */
    static Optional<ImageInspection> of(Session engine, String reference) {
        try {
            InspectImageResponse image =
                    engine.docker().inspectImageCmd(reference).exec();
            return Optional.of(new ImageInspection(
                    image.getId(),
                    ImageList.tags(image.getRepoTags()),
                    ImageList.digests(image.getRepoTags(), image.getRepoDigests()),
                    diffIds(image),
                    EngineTime.of(image.getCreated()),
                    lastTagged(image)));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static List<String> diffIds(InspectImageResponse image) {
        RootFS rootFs = image.getRootFS();
        return rootFs == null || rootFs.getLayers() == null ? List.of() : rootFs.getLayers();
    }

    private static Optional<Instant> lastTagged(InspectImageResponse image) {
        return image.getRawValues().get("Metadata") instanceof Map<?, ?> metadata
                        && metadata.get("LastTagTime") instanceof String time
                ? EngineTime.of(time)
                : Optional.empty();
    }
}
