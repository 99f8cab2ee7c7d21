package io.nodecleanup.prune;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A build cache: records that are layers of images, as the builds left them that made the images, and others. */
final class GeneratedCache {
    private final Random random;
    private final Map<String, Long> layerBytes;
    private final List<CacheRecord> records = new ArrayList<>();
    private final Map<String, String> layerOfRecord = new HashMap<>();
    private final Map<String, Instant> made = new HashMap<>();
    private final boolean complete;

    /**
     * @param chains of all layers, of images that are gone too; every chain comes after those that it begins with
     * @param imageChains those of images that are there
     */
    GeneratedCache(
            Random random, Map<String, Long> layerBytes, List<List<String>> chains, List<List<String>> imageChains) {
        this.random = random;
        this.layerBytes = layerBytes;
        complete = random.nextBoolean();
        Set<String> ofImages = new HashSet<>();
        imageChains.forEach(ofImages::addAll);
        Set<String> decided = new HashSet<>();
        for (List<String> chain : chains) {
            for (int i = 0; i < chain.size(); i++) {
                String layer = chain.get(i);
                boolean hasParent = i == 0 || made.containsKey(chain.get(i - 1));
                if (decided.add(layer) && hasParent && (complete || random.nextInt(4) > 0)) {
                    addLayer(layer, i == 0 ? List.of() : List.of("record-" + chain.get(i - 1)), ofImages);
                }
            }
        }
    }

    private void addLayer(String layer, List<String> parents, Set<String> ofImages) {
        String id = "record-" + layer;
        Instant at = time();
        made.put(layer, at);
        layerOfRecord.put(id, layer);
        records.add(
                record(id, "regular", "step " + layer, layerBytes.get(layer), ofImages.contains(layer), at, parents));
    }

    /** Adds records that are no image's. */
    void addOthers(List<Image> images) {
        for (int i = 0; i < random.nextInt(30); i++) {
            List<String> parents = new ArrayList<>();
            for (int p = random.nextInt(3); p > 0 && !records.isEmpty(); p--) {
                parents.add(records.get(random.nextInt(records.size())).id());
            }
            boolean standsForImage = random.nextInt(8) == 0
                    && !images.isEmpty()
                    && !images.getFirst().tags().isEmpty();
            records.add(record(
                    "record" + i,
                    random.nextInt(6) == 0 ? "internal" : "regular",
                    standsForImage ? "pulled from " + images.getFirst().tags().getFirst() : "step " + i,
                    random.nextInt(1_000),
                    false,
                    time(),
                    parents));
        }
    }

    private CacheRecord record(
            String id,
            String type,
            String description,
            long bytes,
            boolean shared,
            Instant created,
            List<String> parents) {
        return new CacheRecord(
                id,
                type,
                description,
                bytes,
                shared,
                random.nextInt(10) == 0,
                created,
                Optional.of(created.plus(Duration.ofMinutes(random.nextInt(1_000))))
                        .filter(t -> random.nextBoolean() && t.isBefore(Things.NOW)),
                0,
                parents);
    }

    List<CacheRecord> records() {
        return records;
    }

    /** When the image of these layers says that it was made: together with its last record, unless that was made anew. */
    Optional<Instant> created(List<String> chain) {
        Optional<Instant> last = Optional.ofNullable(made.get(chain.getLast()));
        return complete
                ? last
                : last.filter(t -> random.nextInt(5) > 0)
                        .or(() -> Optional.of(time()).filter(t -> random.nextBoolean()));
    }

    /** Whether each layer of each image has its record, and each image tells when it was made. */
    boolean isComplete() {
        return complete;
    }

    /** Bytes of the records of these that share no layer with an image of these, by looking at every layer. */
    long bytesBesides(List<Image> images, Set<String> gone) {
        Set<String> ofImages = new HashSet<>();
        images.forEach(image -> ofImages.addAll(image.layers()));
        return records.stream()
                .filter(record -> !gone.contains(record.id()))
                .filter(record -> !ofImages.contains(layerOfRecord.get(record.id())))
                .mapToLong(CacheRecord::sizeBytes)
                .sum();
    }

    /** No two are the same. */
    private Instant time() {
        return Things.NOW
                .minus(Duration.ofMinutes(random.nextInt(6_000)))
                .minusNanos(1 + random.nextInt(1_000_000_000));
    }
}
