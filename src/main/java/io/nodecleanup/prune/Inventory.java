package io.nodecleanup.prune;

import java.util.List;

/** What one engine holds at one moment, as far as planning needs it. Images include the legacy builder's intermediate ones. */
public record Inventory(List<Image> images, List<Container> containers, List<CacheRecord> cacheRecords) {
    public Inventory {
        images = List.copyOf(images);
        containers = List.copyOf(containers);
        cacheRecords = List.copyOf(cacheRecords);
    }
}
