package io.nodecleanup.prune;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When each thing was last used. Docker records no last use of an image, so it is the latest of: what the journal saw, its creation, its
 * last tagging, its containers, the cache record that stands for it, and the last use of an image whose layers begin with
 * its own. A record's use counts for all its ancestors: BuildKit leaves their times alone on a cache hit (source).
 */
final class LastUse {
    private final Map<String, Instant> images = new HashMap<>();
    private final Map<String, Instant> records = new HashMap<>();

    private final Instant now;

    private LastUse(Instant now) {
        this.now = now;
    }

    static LastUse of(Inventory inventory, Usage usage, Instant now) {
        var lastUse = new LastUse(now);
        lastUse.images.putAll(usage.images());
        lastUse.creditRecords(inventory.cacheRecords());
        lastUse.creditImages(inventory);
        return lastUse;
    }

    /** Empty where nothing tells. */
    Optional<Instant> of(Prunable object) {
        return switch (object) {
            case Image image -> of(image);
            case CacheRecord record -> Optional.of(of(record));
            case Container container -> Optional.of(container.lastUsed(now));
        };
    }

    Optional<Instant> of(Image image) {
        return Optional.ofNullable(images.get(image.id()));
    }

    Instant of(CacheRecord record) {
        return records.get(record.id());
    }

    private void creditRecords(List<CacheRecord> all) {
        all.forEach(record -> records.put(record.id(), ownUse(record)));
        var lineage = new Lineage<>(all, CacheRecord::parents);
        for (CacheRecord child : lineage.childrenFirst(all)) {
            Instant use = records.get(child.id());
            lineage.parents(child).forEach(parent -> records.merge(parent.id(), use, LastUse::later));
        }
    }

    private static Instant ownUse(CacheRecord record) {
        return record.lastUsed().filter(use -> use.isAfter(record.created())).orElse(record.created());
    }

    private void creditImages(Inventory inventory) {
        Map<String, Instant> standIns = new HashMap<>();
        for (CacheRecord record : inventory.cacheRecords()) {
            record.pulledFrom()
                    .ifPresent(name -> standIns.merge(NamePattern.fullName(name), of(record), LastUse::later));
        }
        for (Container container : inventory.containers()) {
            images.merge(container.imageId(), container.lastUsed(now), LastUse::later);
        }
        Map<String, Instant> layers = new HashMap<>();
        for (Image image : inventory.images()) {
            image.created().ifPresent(created -> images.merge(image.id(), created, LastUse::later));
            image.lastTagged().ifPresent(tagged -> images.merge(image.id(), tagged, LastUse::later));
            for (String tag : image.tags()) {
                Instant use = standIns.get(NamePattern.fullName(tag));
                if (use != null) {
                    images.merge(image.id(), use, LastUse::later);
                }
            }
            of(image).ifPresent(use -> image.layers().forEach(layer -> layers.merge(layer, use, LastUse::later)));
        }
        for (Image image : inventory.images()) {
            if (!image.layers().isEmpty()) {
                Instant use = layers.get(image.layers().getLast());
                if (use != null) {
                    images.merge(image.id(), use, LastUse::later);
                }
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
