package io.nodecleanup.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides what to remove. Whatever no rule lets go stays, and whenever it cannot be told, it stays. */
public final class Planner {
    private final Inventory inventory;
    private final LastUse lastUse;
    private final List<Plan.Removal> removals = new ArrayList<>();
    private final List<Plan.Keep> keeps = new ArrayList<>();

    private Planner(Inventory inventory, LastUse lastUse) {
        this.inventory = inventory;
        this.lastUse = lastUse;
    }

    /** The plan for this inventory at this time: the same for the same arguments. */
    public static Plan plan(Inventory inventory, Usage usage, Rules rules, Instant now) {
        return new Planner(inventory, LastUse.of(inventory, usage, now)).plan(rules, now);
    }

    private Plan plan(Rules rules, Instant now) {
        List<Container> containers = decide(
                inventory.containers(),
                container -> List.of(),
                rules.containers()
                        .<Function<Container, Reason>>map(
                                containerRules -> new ContainerVerdicts(containerRules, now)::of)
                        .orElse(container -> new Reason.NoRule()),
                container -> false);
        Set<String> gone = containers.stream().map(Container::id).collect(Collectors.toSet());
        List<Container> staying = inventory.containers().stream()
                .filter(container -> !gone.contains(container.id()))
                // The first of an image's containers is the one that its reason names.
                .sorted(Comparator.comparing(Container::name).thenComparing(Container::id))
                .toList();
        List<Image> images = decide(
                inventory.images(),
                image -> image.parentId().stream().toList(),
                rules.images()
                        .<Function<Image, Reason>>map(
                                imageRules -> new ImageVerdicts(inventory, staying, imageRules, lastUse, now)::of)
                        .orElse(image -> new Reason.NoRule()),
                image -> !image.isNameless());
        List<NamePattern> keptImages =
                rules.images().map(Rules.ImageRules::keep).orElse(List.of());
        List<CacheRecord> records = decide(
                inventory.cacheRecords(),
                CacheRecord::parents,
                rules.buildCache()
                        .<Function<CacheRecord, Reason>>map(
                                cacheRules -> new CacheVerdicts(cacheRules, keptImages, lastUse, now)::of)
                        .orElse(record -> new Reason.NoRule()),
                record -> false);
        Set<String> imageIds = images.stream().map(Image::id).collect(Collectors.toSet());
        long bytes = containers.stream().mapToLong(Container::sizeBytes).sum()
                + Reclaim.bytes(inventory.images(), imageIds, records);
        return new Plan(removals, keeps, bytes);
    }

    /** Adds the removals (those not {@code late} first, children before parents) and keeps of one kind, and gives back what goes. */
    private <T extends Prunable> List<T> decide(
            List<T> unordered,
            Function<T, List<String>> parentIds,
            Function<T, Reason> verdict,
            Function<T, Boolean> late) {
        List<T> things = longestUnusedFirst(unordered);
        Map<String, Reason.Goes> goes = new HashMap<>();
        Map<String, Reason.Stays> stays = new LinkedHashMap<>();
        for (T thing : things) {
            switch (verdict.apply(thing)) {
                case Reason.Goes reason -> goes.put(thing.id(), reason);
                case Reason.Stays reason -> stays.put(thing.id(), reason);
            }
        }
        var lineage = new Lineage<>(things, parentIds);
        lineage.keepAncestors(stays);
        List<T> going = things.stream()
                .filter(thing -> !stays.containsKey(thing.id()))
                .sorted(Comparator.comparing(late))
                .toList();
        List<T> ordered = lineage.childrenFirst(going);
        ordered.forEach(thing -> removals.add(new Plan.Removal(thing, goes.get(thing.id()))));
        things.stream()
                .filter(thing -> stays.containsKey(thing.id()))
                .forEach(thing -> keeps.add(new Plan.Keep(thing, stays.get(thing.id()))));
        return ordered;
    }

    /** So that a run that is cut short has removed what is needed least. The engine's lists come in another order each time. */
    private <T extends Prunable> List<T> longestUnusedFirst(List<T> unordered) {
        record Aged<T extends Prunable>(T thing, Instant lastUse) {}
        return unordered.stream()
                .map(thing -> new Aged<>(thing, lastUse.of(thing).orElse(Instant.MIN)))
                .sorted(Comparator.comparing((Aged<T> aged) -> aged.lastUse())
                        .thenComparing(aged -> aged.thing().id()))
                .map(Aged::thing)
                .toList();
    }
}
