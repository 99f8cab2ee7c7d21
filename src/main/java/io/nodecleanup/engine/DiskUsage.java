package io.nodecleanup.engine;

import java.util.Map;

/**
 * The table of {@code docker system df}, counted as the docker command counts it.
 *
 * @param volumeBytes the size of each volume by its name, which an engine tells here alone; one whose size it does not know is missing
 */
public record DiskUsage(Row images, Row containers, Row localVolumes, Row buildCache, Map<String, Long> volumeBytes) {
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

    /** Bytes of all rows. */
    public long totalBytes() {
        return images.sizeBytes + containers.sizeBytes + localVolumes.sizeBytes + buildCache.sizeBytes;
    }
}
