package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.BuilderRules;
import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ContainerRules;
import io.nodecleanup.prune.Rules.ImageRules;
import io.nodecleanup.prune.Rules.NetworkRules;
import io.nodecleanup.prune.Rules.VolumeRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Images, containers, records and rules as tests write them. */
public final class Things {
    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    public static final Instant WEEK_AGO = NOW.minus(Duration.ofDays(7));
    public static final Instant HOUR_AGO = NOW.minus(Duration.ofHours(1));

    private Things() {}

    /** An image of 100 MB in one layer of its own, made a week ago. */
    public static Image image(String id, String... tags) {
        return new Image(
                "sha256:" + id,
                List.of(tags),
                List.of(),
                100,
                0,
                List.of("layer-" + id),
                Map.of(),
                Optional.empty(),
                Optional.of(WEEK_AGO),
                Optional.empty());
    }

    public static Image created(Image image, Instant created) {
        return new Image(
                image.id(),
                image.tags(),
                image.digests(),
                image.sizeBytes(),
                image.sharedBytes(),
                image.layers(),
                image.labels(),
                image.parentId(),
                Optional.ofNullable(created),
                image.lastTagged());
    }

    public static Image sized(Image image, long size, long shared, String... layers) {
        return new Image(
                image.id(),
                image.tags(),
                image.digests(),
                size,
                shared,
                List.of(layers),
                image.labels(),
                image.parentId(),
                image.created(),
                image.lastTagged());
    }

    public static Image childOf(Image image, Image parent) {
        return new Image(
                image.id(),
                image.tags(),
                image.digests(),
                image.sizeBytes(),
                image.sharedBytes(),
                Stream.concat(parent.layers().stream(), image.layers().stream()).toList(),
                image.labels(),
                Optional.of(parent.id()),
                image.created(),
                image.lastTagged());
    }

    public static Image labelled(Image image, String key, String value) {
        return new Image(
                image.id(),
                image.tags(),
                image.digests(),
                image.sizeBytes(),
                image.sharedBytes(),
                image.layers(),
                Map.of(key, value),
                image.parentId(),
                image.created(),
                image.lastTagged());
    }

    /** A container of the image that ended a week ago and wrote 5 MB. */
    public static Container container(String name, Image image) {
        return container(name, image, false, false, Map.of());
    }

    public static Container running(String name, Image image, String... mounts) {
        return container(name, image, true, false, Map.of(), mounts);
    }

    public static Container restarting(String name, Image image) {
        return container(name, image, false, true, Map.of());
    }

    public static Container labelled(String name, Image image, String key, String value) {
        return container(name, image, false, false, Map.of(key, value));
    }

    private static Container container(
            String name, Image image, boolean running, boolean restarts, Map<String, String> labels, String... mounts) {
        return new Container(
                "c-" + name,
                name,
                image.id(),
                5,
                running,
                restarts,
                WEEK_AGO,
                running ? Optional.empty() : Optional.of(WEEK_AGO),
                labels,
                List.of(mounts),
                List.of(),
                List.of("none"));
    }

    /** A record of 10 MB, made and last used a week ago. */
    public static CacheRecord record(String id, String... parents) {
        return new CacheRecord(
                id, "regular", "step " + id, 10, false, false, WEEK_AGO, Optional.of(WEEK_AGO), 0, List.of(parents));
    }

    public static CacheRecord used(CacheRecord r, Instant at) {
        return new CacheRecord(
                r.id(),
                r.type(),
                r.description(),
                r.sizeBytes(),
                r.shared(),
                r.inUse(),
                r.created(),
                Optional.of(at),
                0,
                r.parents());
    }

    public static CacheRecord inUse(CacheRecord r) {
        return new CacheRecord(
                r.id(),
                r.type(),
                r.description(),
                r.sizeBytes(),
                r.shared(),
                true,
                r.created(),
                r.lastUsed(),
                r.uses(),
                r.parents());
    }

    public static CacheRecord shared(CacheRecord r) {
        return new CacheRecord(
                r.id(),
                r.type(),
                r.description(),
                r.sizeBytes(),
                true,
                r.inUse(),
                r.created(),
                r.lastUsed(),
                r.uses(),
                r.parents());
    }

    public static CacheRecord described(CacheRecord r, String description) {
        return new CacheRecord(
                r.id(),
                r.type(),
                description,
                r.sizeBytes(),
                r.shared(),
                r.inUse(),
                r.created(),
                r.lastUsed(),
                r.uses(),
                r.parents());
    }

    public static Inventory inventory(Object... things) {
        return new Inventory(
                only(Image.class, things),
                only(Container.class, things),
                only(CacheRecord.class, things),
                only(Volume.class, things),
                only(Network.class, things),
                only(Builder.class, things),
                false);
    }

    /**
     * Rules of these, and none for other kinds; also where a kubelet uses the engine.
     *
     * @param given rules of a kind, or {@link Rules} that have some
     */
    public static Rules rules(Object... given) {
        Object[] rules = Arrays.stream(given)
                .flatMap(one -> one
                                instanceof
                                Rules(
                                        var images,
                                        var cache,
                                        var containers,
                                        var volumes,
                                        var networks,
                                        var builders,
                                        boolean shared)
                        ? Stream.of(images, cache, containers, volumes, networks, builders)
                                .flatMap(Optional::stream)
                        : Stream.of(one))
                .toArray();
        return new Rules(
                only(ImageRules.class, rules).stream().findFirst(),
                only(CacheRules.class, rules).stream().findFirst(),
                only(ContainerRules.class, rules).stream().findFirst(),
                only(VolumeRules.class, rules).stream().findFirst(),
                only(NetworkRules.class, rules).stream().findFirst(),
                only(BuilderRules.class, rules).stream().findFirst(),
                true);
    }

    private static <T> List<T> only(Class<T> type, Object... things) {
        return Arrays.stream(things).filter(type::isInstance).map(type::cast).toList();
    }

    /** Every unused image older than this. */
    public static Rules images(Duration unusedFor, String... keep) {
        return rules(new ImageRules(
                false, unusedFor, Arrays.stream(keep).map(NamePattern::new).toList(), 0, Selector.ALL, false));
    }

    /** Every unused image with this label. */
    public static Rules imagesWith(String key, String value) {
        return rules(new ImageRules(false, Duration.ZERO, List.of(), 0, selector(key, value), false));
    }

    /** Every unused image but the latest of each repository. */
    public static Rules imagesButLatest(int keepPerRepository) {
        return rules(new ImageRules(false, Duration.ZERO, List.of(), keepPerRepository, Selector.ALL, false));
    }

    public static Rules danglingImages(Duration unusedFor) {
        return rules(new ImageRules(true, unusedFor, List.of(), 0, Selector.ALL, false));
    }

    /** Every stopped container older than this. */
    public static Rules containers(Duration exitedFor) {
        return rules(new ContainerRules(exitedFor, Selector.ALL));
    }

    public static Rules cache(Duration unusedFor) {
        return rules(new CacheRules(false, unusedFor, Optional.empty()));
    }

    public static Rules danglingCache(Duration unusedFor) {
        return rules(new CacheRules(true, unusedFor, Optional.empty()));
    }

    /** Every unused volume older than this, named ones too. */
    public static Rules volumes(Duration unusedFor) {
        return rules(new VolumeRules(false, unusedFor, Selector.ALL));
    }

    /** Every unused network older than this. */
    public static Rules networks(Duration unusedFor) {
        return rules(new NetworkRules(unusedFor, Selector.ALL));
    }

    static Selector selector(String key, String value) {
        return new Selector(List.of(new Selector.Requirement(key, Selector.Operator.In, Set.of(value))));
    }
}
