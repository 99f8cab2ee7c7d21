package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ContainerRules;
import io.nodecleanup.prune.Rules.ImageRules;
import io.nodecleanup.prune.Rules.NetworkRules;
import io.nodecleanup.prune.Rules.VolumeRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * An inventory and rules made from a seed, and the truth about its layers: which there are, how many bytes each has and whose it is. Images
 * are branches of a few trees of layers, as builds make them; their sizes and shared sizes are added up from the layers, as the engine does.
 */
final class GeneratedInventory {
    private final Random random;
    private final Map<String, Long> layerBytes = new HashMap<>();
    private final GeneratedCache cache;
    private final Inventory inventory;
    private final Rules rules;

    GeneratedInventory(long seed) {
        random = new Random(seed);
        List<List<String>> chains = chains();
        // Images that nobody built upon, and some that somebody did.
        List<List<String>> chosen = chains.stream()
                .filter(chain -> !chain.isEmpty() && random.nextInt(3) > 0)
                .toList();
        cache = new GeneratedCache(random, layerBytes, chains, chosen);
        List<Image> images = images(chosen);
        cache.addOthers(images);
        var attachments = new GeneratedAttachments(random);
        List<Volume> volumes = attachments.volumes();
        List<Network> networks = attachments.networks();
        inventory = new Inventory(images, containers(images, volumes, networks), cache.records(), volumes, networks);
        rules = rules();
    }

    Inventory inventory() {
        return inventory;
    }

    Rules rules() {
        if (rules != null) {
            return rules;
        }
        var imageRules = new ImageRules(
                random.nextInt(4) == 0,
                age(),
                random.nextInt(4),
                random.nextInt(4) == 0
                        ? new Selector(
                                List.of(new Selector.Requirement("stage", Selector.Operator.NotIn, Set.of("prod"))))
                        : Selector.ALL,
                random.nextInt(4) == 0);
        return new Rules(
                Optional.of(imageRules).filter(r -> random.nextInt(8) > 0),
                Optional.of(new CacheRules(random.nextInt(4) == 0, age(), Optional.empty()))
                        .filter(r -> random.nextInt(8) > 0),
                Optional.of(new ContainerRules(age(), Selector.ALL)).filter(r -> random.nextBoolean()),
                Optional.of(new VolumeRules(
                                random.nextBoolean(),
                                age(),
                                random.nextInt(4) == 0 ? SomeRules.selector("stage", "ci") : Selector.ALL))
                        .filter(r -> random.nextInt(8) > 0),
                Optional.of(new NetworkRules(
                                age(), random.nextInt(4) == 0 ? SomeRules.selector("stage", "ci") : Selector.ALL))
                        .filter(r -> random.nextInt(8) > 0),
                Optional.empty(),
                random.nextBoolean() ? List.of(new NamePattern("*:stable"), new NamePattern("repo-1*")) : List.of(),
                true);
    }

    /** How many bytes of images and build cache are left when these are gone, by looking at every layer. */
    long bytesWithout(Set<String> gone) {
        List<Image> left = inventory.images().stream()
                .filter(image -> !gone.contains(image.id()))
                .toList();
        Set<String> layers = new TreeSet<>();
        left.forEach(image -> layers.addAll(image.layers()));
        return layers.stream().mapToLong(layerBytes::get).sum() + cache.bytesBesides(left, gone);
    }

    /** Whether the engine tells enough to know just how many bytes go. */
    boolean tellsEnough() {
        return cache.isComplete()
                || (inventory.cacheRecords().stream().noneMatch(CacheRecord::shared) && !hasHiddenFork());
    }

    /** Whether images part at a layer that is no image's last shared one: then what the engine tells leaves a size open. */
    private boolean hasHiddenFork() {
        Map<String, Integer> owners = new HashMap<>();
        inventory.images().forEach(image -> image.layers().forEach(layer -> owners.merge(layer, 1, Integer::sum)));
        Map<String, Set<String>> sharedAbove = new HashMap<>();
        Set<String> lastShared = new TreeSet<>();
        for (Image image : inventory.images()) {
            String below = "";
            for (String layer : image.layers()) {
                if (owners.get(layer) > 1) {
                    sharedAbove.computeIfAbsent(below, b -> new TreeSet<>()).add(layer);
                    below = layer;
                }
            }
            lastShared.add(below);
        }
        return sharedAbove.entrySet().stream()
                .anyMatch(fork ->
                        !fork.getKey().isEmpty() && fork.getValue().size() > 1 && !lastShared.contains(fork.getKey()));
    }

    private List<List<String>> chains() {
        List<List<String>> chains = new ArrayList<>();
        chains.add(List.of());
        for (int i = 0; i < random.nextInt(25); i++) {
            List<String> chain = new ArrayList<>(chains.get(random.nextInt(chains.size())));
            for (int layers = 1 + random.nextInt(3); layers > 0; layers--) {
                String layer = "layer-" + layerBytes.size();
                layerBytes.put(layer, 1L + random.nextInt(1_000));
                chain.add(layer);
            }
            chains.add(chain);
        }
        return chains;
    }

    private List<Image> images(List<List<String>> chosen) {
        Map<String, Integer> owners = new HashMap<>();
        chosen.forEach(chain -> chain.forEach(layer -> owners.merge(layer, 1, Integer::sum)));
        List<Image> images = new ArrayList<>();
        for (List<String> chain : chosen) {
            long size = chain.stream().mapToLong(layerBytes::get).sum();
            long shared = chain.stream()
                    .filter(layer -> owners.get(layer) > 1)
                    .mapToLong(layerBytes::get)
                    .sum();
            String id = "sha256:%04d".formatted(images.size());
            images.add(new Image(
                    id,
                    tags(images.size()),
                    List.of(),
                    size,
                    shared,
                    chain,
                    random.nextBoolean() ? Map.of("stage", random.nextBoolean() ? "prod" : "ci") : Map.of(),
                    Optional.empty(),
                    cache.created(chain),
                    Optional.of(time()).filter(t -> random.nextBoolean()),
                    random.nextBoolean() ? Pullable.YES : random.nextBoolean() ? Pullable.NO : Pullable.UNKNOWN));
        }
        return images;
    }

    private List<String> tags(int image) {
        List<String> tags = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.add("repo-" + random.nextInt(4) + ":" + (random.nextInt(6) == 0 ? "stable-" : "") + image + "-" + i);
        }
        return tags;
    }

    private List<Container> containers(List<Image> images, List<Volume> volumes, List<Network> networks) {
        List<Container> containers = new ArrayList<>();
        for (int i = 0; !images.isEmpty() && i < random.nextInt(6); i++) {
            Image mounted = images.get(random.nextInt(images.size()));
            containers.add(new Container(
                    "container-" + i,
                    "name-" + i,
                    images.get(random.nextInt(images.size())).id(),
                    random.nextInt(100),
                    random.nextBoolean(),
                    random.nextInt(3) == 0,
                    time(),
                    Optional.of(time()).filter(t -> random.nextBoolean()),
                    Map.of(),
                    random.nextInt(3) == 0 ? List.of(mounted.id()) : List.of(),
                    volumes.stream()
                            .map(Volume::name)
                            .filter(name -> random.nextInt(4) == 0)
                            .toList(),
                    GeneratedAttachments.written(networks, random)));
        }
        return containers;
    }

    private Duration age() {
        return random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofHours(1 + random.nextInt(100));
    }

    private Instant time() {
        return Things.NOW.minus(Duration.ofMinutes(random.nextInt(6_000)));
    }
}
