package io.nodecleanup.prune;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many bytes a set of removals frees together, at least. The engine tells an image's bytes and how many of them it shares, not the size
 * of a layer. But the shared part of an image is its layers up to the last one that another image has too: so the sizes of most places
 * where images part are known, and the stretch of layers between two of them is freed when every image that has any of it goes. Where
 * images part at a place that is no image's last shared one, the stretches through it have a beginning in common whose size nothing tells;
 * of those, the largest alone is counted.
 */
final class Reclaim {
    private Reclaim() {}

    static long bytes(List<Image> all, Set<String> removedIds, List<CacheRecord> removedRecords) {
        long bytes = removedRecords.stream()
                .filter(record -> !record.shared())
                .mapToLong(CacheRecord::sizeBytes)
                .sum();
        Map<String, Integer> owners = new HashMap<>();
        Map<String, Integer> ownersLeft = new HashMap<>();
        for (Image image : all) {
            boolean stays = !removedIds.contains(image.id());
            for (String layer : image.layers()) {
                owners.merge(layer, 1, Integer::sum);
                ownersLeft.merge(layer, stays ? 1 : 0, Integer::sum);
            }
            bytes += stays ? 0 : image.sizeBytes() - image.sharedBytes();
        }
        Map<String, Long> upTo = new HashMap<>();
        for (Image image : all) {
            image.layers().reversed().stream()
                    .filter(layer -> owners.get(layer) > 1)
                    .findFirst()
                    .ifPresent(layer -> upTo.merge(layer, image.sharedBytes(), Math::max));
        }
        Map<String, Long> freedByFirstLayer = new HashMap<>();
        for (Image image : all) {
            long below = 0;
            String first = null;
            for (String layer : image.layers()) {
                first = first == null ? layer : first;
                Long size = upTo.get(layer);
                if (size != null) {
                    // Whoever has the first layer of a stretch includes whoever has the others.
                    if (ownersLeft.get(first) == 0) {
                        freedByFirstLayer.merge(first, size - below, Math::max);
                    }
                    below = size;
                    first = null;
                }
            }
        }
        bytes += freedByFirstLayer.values().stream().mapToLong(Long::longValue).sum();
        return bytes;
    }
}
