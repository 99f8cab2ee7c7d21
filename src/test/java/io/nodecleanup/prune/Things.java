package io.nodecleanup.prune;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Images, containers and records as tests write them. */
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

    /** Those of this type. */
    static <T> List<T> only(Class<T> type, Object... things) {
        return Arrays.stream(things).filter(type::isInstance).map(type::cast).toList();
    }
}
