package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ImageRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
                Optional.of(parent.id()),
                image.created(),
                image.lastTagged());
    }

    /** A stopped container of the image, a week old. */
    public static Container container(String name, Image image) {
        return new Container("c-" + name, name, image.id(), false, WEEK_AGO, Optional.of(WEEK_AGO), List.of());
    }

    public static Container running(String name, Image image) {
        return new Container("c-" + name, name, image.id(), true, WEEK_AGO, Optional.empty(), List.of());
    }

    public static Container mounting(String name, Image image, String... mounts) {
        return new Container("c-" + name, name, image.id(), true, WEEK_AGO, Optional.empty(), List.of(mounts));
    }

    /** A record of 10 MB, made and last used a week ago. */
    public static CacheRecord record(String id, String... parents) {
        return new CacheRecord(
                id, "regular", "step " + id, 10, false, false, WEEK_AGO, Optional.of(WEEK_AGO), List.of(parents));
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
                r.parents());
    }

    public static Inventory inventory(Object... things) {
        return new Inventory(only(Image.class, things), only(Container.class, things), only(CacheRecord.class, things));
    }

    private static <T> List<T> only(Class<T> type, Object... things) {
        return Arrays.stream(things).filter(type::isInstance).map(type::cast).toList();
    }

    /** Every unused image older than this. */
    public static Rules images(Duration unusedFor, String... keep) {
        return new Rules(
                Optional.of(new ImageRules(
                        false,
                        unusedFor,
                        Arrays.stream(keep).map(NamePattern::new).toList())),
                Optional.empty());
    }

    public static Rules danglingImages(Duration unusedFor) {
        return new Rules(Optional.of(new ImageRules(true, unusedFor, List.of())), Optional.empty());
    }

    public static Rules cache(Duration unusedFor) {
        return new Rules(Optional.empty(), Optional.of(new CacheRules(false, unusedFor)));
    }

    public static Rules danglingCache(Duration unusedFor) {
        return new Rules(Optional.empty(), Optional.of(new CacheRules(true, unusedFor)));
    }
}
