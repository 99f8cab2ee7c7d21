package io.nodecleanup.prune;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many bytes a set of removals frees together. The engine tells an image's bytes and how many of them it shares, not the size of a
 * layer. But the shared part of an image is its layers up to the last one that another image has too: so the sizes of the places where
 * images part are known, and a shared stretch is freed when every image that has it goes. Where images part at a place that is no
 * image's last shared one, its bytes count for the stretches above it, which are freed no earlier.
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
        Set<String> counted = new HashSet<>();
        for (Image image : all) {
            long below = 0;
            for (String layer : image.layers()) {
                Long size = upTo.get(layer);
                if (size != null) {
                    boolean goes = ownersLeft.get(layer) == 0 && counted.add(layer);
                    bytes += goes ? Math.max(0, size - below) : 0;
                    below = Math.max(below, size);
                }
            }
        }
        return bytes;
    }
}
