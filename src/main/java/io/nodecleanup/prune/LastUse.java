package io.nodecleanup.prune;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * When each thing was last used. Docker records no last use of an image, so it is the latest of: what the journal saw, its creation, its
 * last tagging, its containers, the builds that started from it, and the last use of an image whose layers begin with its own. If none of
 * these is known, it is when the journal first saw it. A record's use counts for all its ancestors: BuildKit leaves their times alone on a
 * cache hit (source).
 *
 * <p>Of a volume and a network it is the latest of: what the journal saw, its first sight by the journal, its containers, its creation. Since
 * a container that is gone leaves no trace on them, the creation alone tells nothing: so of a volume, whose content nothing gives back. Of a
 * network, which can be made again, it does, as for Docker's own {@code until}.
 */
final class LastUse {
    private final Map<String, Instant> images;
    private final Function<CacheRecord, Instant> records;
    private final Map<String, Instant> volumes;
    private final Map<String, Instant> networks;
    private final Instant now;

    private LastUse(Function<CacheRecord, Instant> records, Usage usage, Instant now) {
        this.now = now;
        this.images = new HashMap<>(usage.images());
        this.records = records;
        this.volumes = new HashMap<>(usage.volumes());
        this.networks = new HashMap<>(usage.networks());
    }

    static LastUse of(Inventory inventory, Usage usage, Instant now) {
        return of(
                inventory,
                new ImageLayers(inventory.images()),
                Lineage.of(inventory.cacheRecords(), CacheRecord::id, CacheRecord::parents),
                usage,
                now);
    }

    /**
     * @param layers of the inventory's images
     * @param ofRecords of the inventory's records
     */
    static LastUse of(Inventory inventory, ImageLayers layers, Lineage ofRecords, Usage usage, Instant now) {
        var lastUse = new LastUse(ofRecords(inventory.cacheRecords(), ofRecords, Sights::ownUse), usage, now);
        lastUse.creditImages(inventory, layers, usage.touches());
        usage.firstSeen().forEach(lastUse.images::putIfAbsent);
        lastUse.creditVolumes(inventory, usage.firstSeen());
        lastUse.creditNetworks(inventory, usage.firstSeen());
        return lastUse;
    }

    /** Empty where nothing tells. */
    Optional<Instant> of(Prunable object) {
        return switch (object) {
            case Image image -> of(image);
            case CacheRecord record -> Optional.of(of(record));
            case Container container -> Optional.of(container.lastUsed(now));
            case Volume volume -> Optional.ofNullable(volumes.get(volume.name()));
            case Network network -> Optional.ofNullable(networks.get(network.id()));
            case Builder builder -> of(builder);
            case BuilderCache cache -> of(cache.builder());
        };
    }

    private Optional<Instant> of(Builder builder) {
        return builder.lastBuild(builder.volume().map(volume -> volumes.get(volume.name())), now);
    }

    Optional<Instant> of(Image image) {
        return Optional.ofNullable(images.get(image.id()));
    }

    Instant of(CacheRecord record) {
        return records.apply(record);
    }

    /** When each of these records was last used, its descendants' uses counted. */
    static Function<CacheRecord, Instant> ofRecords(
            List<CacheRecord> all, Lineage lineage, Function<CacheRecord, Instant> ownUse) {
        Instant[] uses = new Instant[all.size()];
        for (int place = 0; place < uses.length; place++) {
            uses[place] = ownUse.apply(all.get(place));
        }
        for (int child : lineage.childrenFirst()) {
            for (int parent : lineage.parents(child)) {
                uses[parent] = later(uses[parent], uses[child]);
            }
        }
        return record -> uses[lineage.place(record.id())];
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void creditImages(Inventory inventory, ImageLayers layers, Touches touches) {
        BaseUses bases = touches.areNone()
                ? BaseUses.of(inventory.cacheRecords(), records)
                : BaseUses.of(inventory.cacheRecords(), touches);
        for (Container container : inventory.containers()) {
            images.merge(container.imageId(), container.lastUsed(now), LastUse::later);
        }
        List<Image> all = inventory.images();
        Instant[] uses = new Instant[all.size()];
        // Of what begins with each layer and those below it.
        Instant[] ofLayers = new Instant[layers.count()];
        Arrays.fill(ofLayers, Instant.MIN);
        for (int place = 0; place < uses.length; place++) {
            uses[place] = ownUse(all.get(place), bases);
            for (int layer : layers.chains()[place]) {
                ofLayers[layer] = later(ofLayers[layer], uses[place]);
            }
        }
        for (int place = 0; place < uses.length; place++) {
            int last = layers.last(place);
            Instant use = last < 0 ? uses[place] : ofLayers[last];
            if (!use.equals(Instant.MIN)) {
                images.put(all.get(place).id(), use);
            }
        }
    }

    /** {@link Instant#MIN} where nothing tells. */
    private Instant ownUse(Image image, BaseUses bases) {
        Instant use = images.getOrDefault(image.id(), Instant.MIN);
        use = later(use, image.created().orElse(Instant.MIN));
        use = later(use, image.lastTagged().orElse(Instant.MIN));
        return later(use, bases.of(image).orElse(Instant.MIN));
    }

    private void creditVolumes(Inventory inventory, Map<String, Instant> firstSeen) {
        for (Container container : inventory.containers()) {
            container.mountedVolumes().forEach(name -> volumes.merge(name, container.lastUsed(now), LastUse::later));
        }
        for (Volume volume : inventory.volumes()) {
            mergeFirstSight(volumes, volume.name(), firstSeen);
            volume.created()
                    .ifPresent(created -> volumes.computeIfPresent(volume.name(), (name, use) -> later(use, created)));
        }
    }

    private static void mergeFirstSight(Map<String, Instant> uses, String id, Map<String, Instant> firstSeen) {
        Instant seen = firstSeen.get(id);
        if (seen != null) {
            uses.merge(id, seen, LastUse::later);
        }
    }

    private void creditNetworks(Inventory inventory, Map<String, Instant> firstSeen) {
        Map<String, Instant> written = new HashMap<>();
        for (Container container : inventory.containers()) {
            container.networks().forEach(name -> written.merge(name, container.lastUsed(now), LastUse::later));
        }
        for (Network network : inventory.networks()) {
            mergeFirstSight(networks, network.id(), firstSeen);
            network.created().ifPresent(created -> networks.merge(network.id(), created, LastUse::later));
            written.forEach((name, use) -> {
                if (network.isMeantBy(name)) {
                    networks.merge(network.id(), use, LastUse::later);
                }
            });
        }
    }
}
