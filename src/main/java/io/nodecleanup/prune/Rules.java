package io.nodecleanup.prune;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may go. An empty rule lets nothing of its kind go.
 *
 * @param keptImages patterns of names that keep an image, and the cache record that stands for it; also where images have no rule
 * @param sharedWithKubelet whether the rules for images, containers, volumes and networks hold also where a kubelet uses the engine, and
 *     these may be its own
 */
public record Rules(
        Optional<ImageRules> images,
        Optional<CacheRules> buildCache,
        Optional<ContainerRules> containers,
        Optional<VolumeRules> volumes,
        Optional<NetworkRules> networks,
        Optional<BuilderRules> builders,
        List<NamePattern> keptImages,
        boolean sharedWithKubelet) {
    public Rules {
        keptImages = List.copyOf(keptImages);
    }

    /** Without a rule for builders and names that keep, and not where a kubelet is. */
    public Rules(
            Optional<ImageRules> images,
            Optional<CacheRules> buildCache,
            Optional<ContainerRules> containers,
            Optional<VolumeRules> volumes,
            Optional<NetworkRules> networks) {
        this(images, buildCache, containers, volumes, networks, Optional.empty(), List.of(), false);
    }

    /** The rules that hold for an inventory: fewer where a kubelet uses the engine. What a build starts from stays in its cache there too. */
    Rules in(Inventory inventory) {
        return sparedIn(inventory)
                ? new Rules(
                        Optional.empty(),
                        buildCache,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        builders,
                        keptImages,
                        sharedWithKubelet)
                : this;
    }

    /** Whether a kubelet uses the engine (cri-dockerd labels all its containers), and its images and containers are to stay. */
    boolean sparedIn(Inventory inventory) {
        return !sharedWithKubelet
                && inventory.containers().stream().anyMatch(container -> Owners.isKubernetes(container.labels()));
    }

    /** Whether no kind has a rule. */
    public boolean letNothingGo() {
        return Stream.of(images, buildCache, containers, volumes, networks, builders)
                .allMatch(Optional::isEmpty);
    }

    /** The age that every cache record is past which goes, by its rule, by the limit, or under pressure; zero without a rule. */
    public Duration leastRecordAge(Optional<Duration> underPressure) {
        return buildCache
                .map(rule -> Stream.concat(rule.limit().map(SizeLimit::unusedFor).stream(), underPressure.stream())
                        .reduce(rule.unusedFor(), Rules::shorter))
                .orElse(Duration.ZERO);
    }

    /**
     * Which images may go.
     *
     * @param danglingOnly whether images with a name stay
     * @param unusedFor only what was not used for this long; zero allows anything
     * @param keepPerRepository how many of the most recently used tags of a repository keep their image; 0 for none
     * @param selector which images the rule is for
     * @param keepUnpullable whether images stay unless it is known that a registry can give them back
     */
    public record ImageRules(
            boolean danglingOnly,
            Duration unusedFor,
            int keepPerRepository,
            Selector selector,
            boolean keepUnpullable) {
        ImageRules withUnusedForAtMost(Duration longest) {
            return new ImageRules(
                    danglingOnly, shorter(unusedFor, longest), keepPerRepository, selector, keepUnpullable);
        }
    }

    /**
     * Which records of the build cache may go.
     *
     * @param danglingOnly whether shared and internal records stay
     * @param unusedFor only what was not used for this long; zero allows anything
     * @param limit how much of the cache may stay; empty for any amount
     */
    public record CacheRules(boolean danglingOnly, Duration unusedFor, Optional<SizeLimit> limit) {
        CacheRules withUnusedForAtMost(Duration longest) {
            return new CacheRules(danglingOnly, shorter(unusedFor, longest), limit);
        }
    }

    /**
     * How much may stay, however young.
     *
     * @param maxBytes the most that may stay; layers that images have too do not count, as in {@code docker system df}
     * @param unusedFor what was used more lately stays all the same; zero spares nothing but what is in use
     */
    public record SizeLimit(long maxBytes, Duration unusedFor) {}

    /**
     * Which stopped containers may go.
     *
     * @param exitedFor only what ended, or was made and never started, this long ago; zero allows anything
     * @param selector which containers the rule is for
     */
    public record ContainerRules(Duration exitedFor, Selector selector) {}

    /**
     * Which volumes may go.
     *
     * @param anonymousOnly whether volumes that somebody named stay
     * @param unusedFor only what was not used for this long; zero allows anything
     * @param selector which volumes the rule is for
     */
    public record VolumeRules(boolean anonymousOnly, Duration unusedFor, Selector selector) {}

    /**
     * Which networks may go.
     *
     * @param unusedFor only what was not used for this long; zero allows anything
     * @param selector which networks the rule is for
     */
    public record NetworkRules(Duration unusedFor, Selector selector) {}

    /** Whether the age of an image can change what goes, and not only what goes first. */
    public boolean weighImageAges() {
        return images.filter(rules -> !rules.unusedFor.isZero() || rules.keepPerRepository > 0)
                .isPresent();
    }

    /**
     * What of buildx's docker-container builders may go.
     *
     * @param idle whether whole builders may go, with their state, and state that no builder is left of; else only what is in the caches of
     *     running ones
     * @param unusedFor only what no build used for this long; zero allows anything that none uses now
     * @param limit how much of each builder's cache may stay; empty for any amount
     */
    public record BuilderRules(boolean idle, Duration unusedFor, Optional<SizeLimit> limit) {
        Duration unusedForAtLimit(SizeLimit most) {
            return shorter(unusedFor, most.unusedFor());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
