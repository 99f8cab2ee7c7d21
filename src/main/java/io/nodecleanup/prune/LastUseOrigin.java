package io.nodecleanup.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the last use of one thing is known from, for people: the same sources as {@link LastUse} credits, asked for one thing. */
final class LastUseOrigin {
    private record Source(Instant at, String what) {}

    private final Inventory inventory;
    private final Usage usage;
    private final LastUse lastUse;
    private final Instant now;

    LastUseOrigin(Inventory inventory, Usage usage, LastUse lastUse, Instant now) {
        this.inventory = inventory;
        this.usage = usage;
        this.lastUse = lastUse;
        this.now = now;
    }

    /** Empty where nothing tells of a use. */
    Optional<String> of(Prunable thing) {
        return lastUse.of(thing)
                .map(use -> own(thing)
                        .filter(source -> source.at().equals(use))
                        .map(Source::what)
                        .or(() -> ofWhatIsBuiltFrom(thing, use))
                        .or(() -> firstSeen(thing, use))
                        .orElse("something built from it"));
    }

    /** The latest of its own uses. */
    private Optional<Source> own(Prunable thing) {
        List<Source> sources = new ArrayList<>();
        switch (thing) {
            case Image image -> addSources(image, sources);
            case CacheRecord record ->
                sources.add(new Source(
                        Sights.ownUse(record),
                        Sights.ownUse(record).isAfter(record.created()) ? "a build used it" : "a build made it"));
            case Container container -> sources.add(source(container));
            case Volume volume -> {
                addSeen(usage.volumes().get(volume.name()), sources);
                volume.created().ifPresent(at -> sources.add(new Source(at, "it was made")));
                inventory.containers().stream()
                        .filter(container -> container.mountedVolumes().contains(volume.name()))
                        .forEach(container -> sources.add(source(container)));
            }
            case Network network -> {
                addSeen(usage.networks().get(network.id()), sources);
                network.created().ifPresent(at -> sources.add(new Source(at, "it was made")));
                inventory.containers().stream()
                        .filter(container -> container.networks().stream().anyMatch(network::isMeantBy))
                        .forEach(container -> sources.add(source(container)));
            }
            case Builder builder ->
                lastUse.of(builder)
                        .filter(at -> firstSeen(builder, at).isEmpty())
                        .ifPresent(at -> sources.add(new Source(at, lastBuild(builder))));
            case BuilderCache cache -> own(cache.builder()).ifPresent(sources::add);
        }
        return sources.stream().reduce((one, other) -> other.at().isAfter(one.at()) ? other : one);
    }

    private void addSources(Image image, List<Source> sources) {
        image.created().ifPresent(at -> sources.add(new Source(at, "it was built")));
        image.lastTagged().ifPresent(at -> sources.add(new Source(at, "it was tagged")));
        addSeen(usage.images().get(image.id()), sources);
        inventory.containers().stream()
                .filter(container -> container.imageId().equals(image.id()))
                .forEach(container -> sources.add(source(container)));
        BaseUses bases = BaseUses.of(inventory.cacheRecords(), usage.touches());
        new BaseUses(Map.of(), bases.byLayers())
                .of(image)
                .ifPresent(at -> sources.add(new Source(at, "a build started from an image with as many layers")));
        new BaseUses(bases.byName(), Map.of())
                .of(image)
                .ifPresent(at -> sources.add(new Source(at, "a build started from it")));
    }

    private static String lastBuild(Builder builder) {
        return switch (builder.state()) {
            case Builder.Running running -> running.building() ? "a build is running" : "a build used its cache";
            case Builder.Stopped stopped -> "it was stopped";
            case Builder.Gone gone -> "its volume was last used";
            case Builder.Unreadable unreadable -> "it runs";
        };
    }

    private static void addSeen(Instant seen, List<Source> sources) {
        if (seen != null) {
            sources.add(new Source(seen, "the agent saw it in use"));
        }
    }

    private Source source(Container container) {
        String what = container.running()
                ? "runs"
                : container.finished().filter(container.created()::isBefore).isPresent() ? "ended" : "was made";
        return new Source(container.lastUsed(now), "container " + container.name() + " " + what);
    }

    private Optional<String> firstSeen(Prunable thing, Instant use) {
        return use.equals(usage.firstSeen().get(thing.id()))
                ? Optional.of("the agent saw it for the first time")
                : Optional.empty();
    }

    private Optional<String> ofWhatIsBuiltFrom(Prunable thing, Instant use) {
        return switch (thing) {
            case Image image ->
                inventory.images().stream()
                        .filter(other -> !image.layers().isEmpty()
                                && other.layers().contains(image.layers().getLast()))
                        .flatMap(other -> own(other)
                                .filter(source -> source.at().equals(use))
                                .map(source -> source.what() + ": image " + other.displayName() + ", built on it")
                                .stream())
                        .findFirst();
            case CacheRecord record ->
                inventory.cacheRecords().stream()
                        .filter(other -> other.parents().contains(record.id())
                                && lastUse.of(other).equals(use))
                        .findFirst()
                        .map(other -> "a build used " + other.displayName() + ", built from it");
            default -> Optional.empty();
        };
    }
}
