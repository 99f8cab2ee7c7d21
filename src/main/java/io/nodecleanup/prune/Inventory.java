package io.nodecleanup.prune;

import java.util.List;
import java.util.Map;

/** What one engine holds at one moment, as far as planning needs it. Images include the legacy builder's intermediate ones. */
public record Inventory(
        List<Image> images,
        List<Container> containers,
        List<CacheRecord> cacheRecords,
        List<Volume> volumes,
        List<Network> networks) {
    public Inventory {
        images = List.copyOf(images);
        containers = List.copyOf(containers);
        cacheRecords = List.copyOf(cacheRecords);
        volumes = List.copyOf(volumes);
        networks = List.copyOf(networks);
    }

    /**
     * The same, with the sizes of its volumes. An engine tells them apart from the rest, since it walks the disk for them.
     *
     * @param bytes by name; a volume that is not in it keeps the size it has
     */
    public Inventory withVolumeBytes(Map<String, Long> bytes) {
        return new Inventory(
                images,
                containers,
                cacheRecords,
                volumes.stream()
                        .map(volume -> volume.sized(bytes.getOrDefault(volume.name(), volume.sizeBytes())))
                        .toList(),
                networks);
    }
}
