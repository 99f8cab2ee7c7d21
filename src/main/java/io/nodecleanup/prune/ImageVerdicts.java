package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.ImageRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the rules say of each image. */
final class ImageVerdicts {
    private ImageVerdicts() {}

    /**
     * @param staying the containers that are not to go before
     * @param inRegistry ids of images that a registry is known to have
     * @param keep patterns of names that keep an image
     */
    static Verdicts<Image> of(
            Inventory inventory,
            List<Container> staying,
            Set<String> inRegistry,
            ImageRules rules,
            List<NamePattern> keep,
            LastUse lastUse,
            Instant now) {
        Map<String, String> containerByImage = containerByImage(inventory, staying);
        List<Check<Image>> checks = new ArrayList<>();
        checks.add(new Check<>(
                "containers",
                image -> Optional.ofNullable(containerByImage.get(image.id())).map(Reason.UsedByContainer::new),
                image -> "no container that stays has it"));
        BaseUses builds = BaseUses.ofRunningBuilds(inventory.cacheRecords());
        if (!builds.equals(BaseUses.NONE)) {
            // The build would end well without it, but no other could start from it then.
            checks.add(Check.that(
                    image -> builds.of(image).isPresent(),
                    Reason.UsedByBuild::new,
                    "builds",
                    "no running build started from it"));
        }
        if (!keep.isEmpty()) {
            checks.add(new Check<>(
                    "images.keep",
                    image -> NamePattern.first(keep, image.tags(), image.digests())
                            .map(kept -> new Reason.Kept(kept.glob())),
                    image -> "no glob matches"));
        }
        if (rules.keepPerRepository() > 0) {
            var latestTags = new LatestTags(inventory.images(), rules.keepPerRepository(), lastUse);
            checks.add(new Check<>(
                    "images.keepPerRepository " + rules.keepPerRepository(),
                    image -> Optional.ofNullable(latestTags.repositoryOf(image))
                            .map(repository -> new Reason.AmongLatest(repository, rules.keepPerRepository())),
                    latestTags::whyNot));
        }
        if (!rules.selector().equals(Selector.ALL)) {
            checks.add(Check.selector("images", rules.selector(), Image::labels));
        }
        if (rules.danglingOnly()) {
            checks.add(Check.that(
                    image -> !image.isDangling(), Reason.NotDangling::new, "images.prune Dangling", "dangling"));
        }
        if (rules.keepUnpullable()) {
            checks.add(new Check<>(
                    "images.keepUnpullable", image -> unpullable(image, inRegistry), image -> "a registry has it"));
        }
        return new Verdicts<>(
                checks,
                AgeRule.named("images.unusedFor", rules.unusedFor()),
                image -> AgeRule.weigh(lastUse.of(image), rules.unusedFor(), now));
    }

    private static Optional<Reason.Stays> unpullable(Image image, Set<String> inRegistry) {
        if (inRegistry.contains(image.id()) || image.pullable() == Pullable.YES) {
            return Optional.empty();
        }
        return Optional.of(image.pullable() == Pullable.NO ? new Reason.Unpullable() : new Reason.PullableUnknown());
    }

    private static Map<String, String> containerByImage(Inventory inventory, List<Container> staying) {
        Map<String, String> containerByImage = new HashMap<>();
        for (Container container : staying) {
            containerByImage.putIfAbsent(container.imageId(), container.name());
            if (!container.mountedImages().isEmpty()) {
                inventory.images().stream()
                        .filter(container::mayMount)
                        .forEach(image -> containerByImage.putIfAbsent(image.id(), container.name()));
            }
        }
        return containerByImage;
    }
}
