package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.BuilderRules;
import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ContainerRules;
import io.nodecleanup.prune.Rules.ImageRules;
import io.nodecleanup.prune.Rules.NetworkRules;
import io.nodecleanup.prune.Rules.VolumeRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules as tests write them. */
public final class SomeRules {
    private SomeRules() {}

    /**
     * Rules of these, and none for other kinds; also where a kubelet uses the engine.
     *
     * @param given rules of a kind, patterns of names that keep images, or {@link Rules} that have some
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
                                        var kept,
                                        boolean shared)
                        ? Stream.concat(
                                Stream.of(images, cache, containers, volumes, networks, builders)
                                        .flatMap(Optional::stream),
                                kept.stream())
                        : Stream.of(one))
                .toArray();
        return new Rules(
                Things.only(ImageRules.class, rules).stream().findFirst(),
                Things.only(CacheRules.class, rules).stream().findFirst(),
                Things.only(ContainerRules.class, rules).stream().findFirst(),
                Things.only(VolumeRules.class, rules).stream().findFirst(),
                Things.only(NetworkRules.class, rules).stream().findFirst(),
                Things.only(BuilderRules.class, rules).stream().findFirst(),
                Things.only(NamePattern.class, rules),
                true);
    }

    /** Every unused image older than this. */
    public static Rules images(Duration unusedFor, String... keep) {
        return rules(new ImageRules(false, unusedFor, 0, Selector.ALL, false), keeping(keep));
    }

    /** No rule but images that stay by name, with what stands for them in the build cache. */
    public static Rules keeping(String... globs) {
        return rules(Arrays.stream(globs).map(NamePattern::new).toArray());
    }

    /** Every unused image with this label. */
    public static Rules imagesWith(String key, String value) {
        return rules(new ImageRules(false, Duration.ZERO, 0, selector(key, value), false));
    }

    /** Every unused image but the latest of each repository. */
    public static Rules imagesButLatest(int keepPerRepository) {
        return rules(new ImageRules(false, Duration.ZERO, keepPerRepository, Selector.ALL, false));
    }

    public static Rules danglingImages(Duration unusedFor) {
        return rules(new ImageRules(true, unusedFor, 0, Selector.ALL, false));
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
