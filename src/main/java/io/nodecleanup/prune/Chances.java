package io.nodecleanup.prune;

import io.nodecleanup.prune.UseHistory.Sight;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The chance of next use of each thing. Of records it is learnt from what builds use, of images from what is made, pulled and started, where
 * the node, a repository and its image are the chain (reasoned, not replayed as the build cache is).
 */
public final class Chances {
    private Chances() {}

    /** By id, of the images and records, for showing. What nothing was learnt of is not in it. */
    public static Map<String, Chance> byId(Inventory inventory, Usage usage, Instant now) {
        Map<String, Chance> chances = new HashMap<>();
        Chance[] ofImages = ofImages(inventory.images(), usage.imageHistory(), LastUse.of(inventory, usage, now));
        for (int place = 0; place < ofImages.length; place++) {
            chances.put(inventory.images().get(place).id(), ofImages[place]);
        }
        List<CacheRecord> records = inventory.cacheRecords();
        Chance[] ofRecords =
                ofRecords(records, usage.recordHistory(), Lineage.of(records, CacheRecord::id, CacheRecord::parents));
        for (int place = 0; place < ofRecords.length; place++) {
            chances.put(records.get(place).id(), ofRecords[place]);
        }
        chances.values().removeIf(Chance.UNLEARNT::equals);
        return chances;
    }

    /** By the place in the list. */
    static Chance[] ofRecords(List<CacheRecord> records, UseHistory history, Lineage lineage) {
        return history.equals(UseHistory.NONE)
                ? unlearnt(records.size())
                : history.chances(Sights.ofRecords(records), lineage);
    }

    /** By the place in the list. */
    static Chance[] ofImages(List<Image> images, UseHistory history, LastUse lastUse) {
        if (history.equals(UseHistory.NONE)) {
            return unlearnt(images.size());
        }
        List<Sight> sights = Sights.ofImages(images, lastUse);
        Chance[] chances = history.chances(sights, Lineage.of(sights, Sight::id, Sight::parents));
        return Arrays.copyOfRange(chances, sights.size() - images.size(), sights.size());
    }

    /** Of things that nothing is learnt of. */
    static Chance[] unlearnt(int count) {
        Chance[] chances = new Chance[count];
        Arrays.fill(chances, Chance.UNLEARNT);
        return chances;
    }
}
