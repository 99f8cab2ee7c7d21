package io.nodecleanup.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * When builds last started from images, as far as the build cache tells. BuildKit emits no event for the image of a FROM, but holds it as
 * a chain of records, one a layer. If it pulled the image itself, the last one names it; if the image was in the store already, none
 * does (measured), and all that is known is how many layers the image has. Then each image with as many counts as used: it may be the one.
 *
 * @param byName by full name with tag, or digest, {@code sha256:…}
 * @param byLayers by number of layers
 */
public record BaseUses(Map<String, Instant> byName, Map<Integer, Instant> byLayers) {
    /** Of images that builds start from; the latest are kept. */
    private static final int MOST_NAMES = 5_000;

    /** None is known. */
    public static final BaseUses NONE = new BaseUses(Map.of(), Map.of());

    public BaseUses {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
        byLayers = Collections.unmodifiableMap(new TreeMap<>(byLayers));
    }

    /** What these records tell, but for what were no uses. */
    public static BaseUses of(List<CacheRecord> records, Touches touches) {
        return of(
                records,
                LastUse.ofRecords(
                        records, Lineage.of(records, CacheRecord::id, CacheRecord::parents), touches::ownUse));
    }

    /** Of the builds that run now alone; at what times is not told. */
    static BaseUses ofRunningBuilds(List<CacheRecord> records) {
        // What is below a record in use is in use.
        List<CacheRecord> used = records.stream().filter(CacheRecord::inUse).toList();
        return of(used, record -> Instant.EPOCH);
    }

    /** @param lastUse when a record was last used */
    static BaseUses of(List<CacheRecord> records, Function<CacheRecord, Instant> lastUse) {
        Map<String, CacheRecord> layers = new HashMap<>();
        for (CacheRecord record : records) {
            if (record.isBaseLayer()) {
                layers.put(record.id(), record);
            }
        }
        if (layers.isEmpty()) {
            return NONE;
        }
        Set<String> inner = innerLayers(records, layers);
        Map<String, Instant> byName = new HashMap<>();
        Map<Integer, Instant> byLayers = new HashMap<>();
        for (CacheRecord top : layers.values()) {
            Instant use = lastUse.apply(top);
            List<String> names = top.baseNames();
            names.forEach(name -> byName.merge(name, use, LastUse::later));
            if (names.isEmpty() && top.shared() && !inner.contains(top.id())) {
                depth(top, layers).ifPresent(depth -> byLayers.merge(depth, use, LastUse::later));
            }
        }
        return new BaseUses(byName, byLayers);
    }

    /** When a build last started from this image, or may have. */
    public Optional<Instant> of(Image image) {
        Instant use = byLayers.getOrDefault(image.layers().size(), Instant.MIN);
        if (!byName.isEmpty()) {
            use = LastUse.later(use, named(image.id()));
            for (String tag : image.tags()) {
                use = LastUse.later(use, named(NamePattern.fullName(tag)));
            }
            for (String digest : image.digests()) {
                use = LastUse.later(use, named(digest.substring(digest.indexOf('@') + 1)));
            }
        }
        return use.equals(Instant.MIN) ? Optional.empty() : Optional.of(use);
    }

    private Instant named(String name) {
        return byName.getOrDefault(name, Instant.MIN);
    }

    /** Both together, the later use of each. */
    public BaseUses and(BaseUses other) {
        Map<String, Instant> names = new HashMap<>(byName);
        other.byName.forEach((name, use) -> names.merge(name, use, LastUse::later));
        Map<Integer, Instant> layers = new HashMap<>(byLayers);
        other.byLayers.forEach((count, use) -> layers.merge(count, use, LastUse::later));
        while (names.size() > MOST_NAMES) {
            names.remove(Collections.min(names.entrySet(), Map.Entry.comparingByValue())
                    .getKey());
        }
        return new BaseUses(names, layers);
    }

    /** Without what was credited at these moments: there as it was before. */
    public BaseUses without(Set<Instant> moments, BaseUses before) {
        return new BaseUses(without(byName, moments, before.byName), without(byLayers, moments, before.byLayers));
    }

    private static <K> Map<K, Instant> without(Map<K, Instant> uses, Set<Instant> moments, Map<K, Instant> before) {
        Map<K, Instant> less = new HashMap<>();
        uses.forEach((key, use) -> {
            Instant instead = moments.contains(use) ? before.get(key) : use;
            if (instead != null) {
                less.put(key, instead);
            }
        });
        return less;
    }

    /** The layers that serve only to carry other layers of a base: those, and only those, have children that are all layers of a base. */
    private static Set<String> innerLayers(List<CacheRecord> records, Map<String, CacheRecord> layers) {
        Set<String> inner = new HashSet<>();
        List<String> builtOn = new ArrayList<>();
        for (CacheRecord record : records) {
            if (layers.containsKey(record.id())) {
                inner.addAll(record.parents());
            } else {
                builtOn.addAll(record.parents());
            }
        }
        builtOn.forEach(inner::remove);
        return inner;
    }

    /** How many layers a base has up to this one; empty if some below it is gone, or is none of a base. */
    private static Optional<Integer> depth(CacheRecord top, Map<String, CacheRecord> layers) {
        int depth = 1;
        CacheRecord layer = top;
        while (!layer.parents().isEmpty()) {
            layer = layers.get(layer.parents().getFirst());
            if (layer == null || depth > layers.size()) {
                return Optional.empty();
            }
            depth++;
        }
        return Optional.of(depth);
    }
}
