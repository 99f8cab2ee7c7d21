package io.nodecleanup.prune;

import java.util.List;
import java.util.Map;

/**
 * What one engine holds at one moment, as far as planning needs it. Images include the legacy builder's intermediate ones.
 *
 * @param cacheKeepsCopies whether the build cache has an unpacked copy of its own of each layer that it shares with images, which {@code
 *     docker system df} does not count (containerd store, measured on Engine 29)
 */
public record Inventory(
        List<Image> images,
        List<Container> containers,
        List<CacheRecord> cacheRecords,
        List<Volume> volumes,
        List<Network> networks,
        List<Builder> builders,
        boolean cacheKeepsCopies) {
    public Inventory {
        images = List.copyOf(images);
        containers = List.copyOf(containers);
        cacheRecords = List.copyOf(cacheRecords);
        volumes = List.copyOf(volumes);
        networks = List.copyOf(networks);
        builders = List.copyOf(builders);
    }

    /** Without builders, and without such copies. */
    public Inventory(
            List<Image> images,
            List<Container> containers,
            List<CacheRecord> cacheRecords,
            List<Volume> volumes,
            List<Network> networks) {
        this(images, containers, cacheRecords, volumes, networks, List.of(), false);
    }

    /**
     * The same, with the sizes of its volumes. An engine tells them apart from the rest, since it walks the disk for them.
     *
     * @param bytes by name; a volume that is not in it keeps the size it has
     */
    public Inventory withVolumeBytes(Map<String, Long> bytes) {
        List<Volume> sized = volumes.stream()
                .map(volume -> volume.sized(bytes.getOrDefault(volume.name(), volume.sizeBytes())))
                .toList();
        return new Inventory(
                images,
                containers,
                cacheRecords,
                sized,
                networks,
                Builders.withVolumes(builders, sized),
                cacheKeepsCopies);
    }
}
