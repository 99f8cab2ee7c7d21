package io.nodecleanup.engine;

import java.util.Map;

/**
 * The table of {@code docker system df}, counted as the docker command counts it, and a row for builders.
 *
 * @param builders buildx's docker-container builders, of which the docker command knows nothing; the sizes are those of their volumes, which
 *     {@code localVolumes} counts too
 * @param volumeBytes the size of each volume by its name, which an engine tells here alone; one whose size it does not know is missing
 */
public record DiskUsage(
        Row images, Row containers, Row localVolumes, Row buildCache, Row builders, Map<String, Long> volumeBytes) {
    public DiskUsage {
        volumeBytes = Map.copyOf(volumeBytes);
    }

    /**
     * One row of the table.
     *
     * @param total how many there are
     * @param active how many of them are in use
     * @param sizeBytes bytes of all of them, a shared layer counted once
     * @param reclaimableBytes bytes of those that are not in use
     */
    public record Row(int total, int active, long sizeBytes, long reclaimableBytes) {}

    /** Bytes of all rows; those of builders are among the volumes'. */
    public long totalBytes() {
        return images.sizeBytes + containers.sizeBytes + localVolumes.sizeBytes + buildCache.sizeBytes;
    }
}
