package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.ImageRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the rules say of each image by itself, its children apart. */
final class ImageVerdicts {
    private final ImageRules rules;
    private final LastUse lastUse;
    private final Instant now;
    private final LatestTags latestTags;
    private final Set<String> inRegistry;
    private final Map<String, String> containerByImage = new HashMap<>();

    /**
     * @param staying the containers that are not to go before
     * @param inRegistry ids of images that a registry is known to have
     */
    ImageVerdicts(
            Inventory inventory,
            List<Container> staying,
            Set<String> inRegistry,
            ImageRules rules,
            LastUse lastUse,
            Instant now) {
        this.inRegistry = inRegistry;
        this.rules = rules;
        this.lastUse = lastUse;
        this.now = now;
        this.latestTags = new LatestTags(inventory.images(), rules.keepPerRepository(), lastUse);
        Map<String, String> idByName = new HashMap<>();
        for (Image image : inventory.images()) {
            image.tags().forEach(tag -> idByName.put(NamePattern.fullName(tag), image.id()));
            image.digests().forEach(digest -> idByName.put(NamePattern.fullName(digest), image.id()));
        }
        for (Container container : staying) {
            containerByImage.putIfAbsent(container.imageId(), container.name());
            container.mountedImages().stream()
                    .flatMap(written -> resolve(written, idByName, inventory.images()).stream())
                    .forEach(id -> containerByImage.putIfAbsent(id, container.name()));
        }
    }

    Reason of(Image image) {
        String container = containerByImage.get(image.id());
        if (container != null) {
            return new Reason.UsedByContainer(container);
        }
        Optional<NamePattern> keep = NamePattern.first(rules.keep(), image.tags(), image.digests());
        if (keep.isPresent()) {
            return new Reason.Kept(keep.get().glob());
        }
        String repository = latestTags.repositoryOf(image);
        if (repository != null) {
            return new Reason.AmongLatest(repository, rules.keepPerRepository());
        }
        if (!rules.selector().selects(image.labels())) {
            return new Reason.NotSelected();
        }
        if (rules.danglingOnly() && !image.isNameless()) {
            return new Reason.NotDangling();
        }
        if (rules.keepUnpullable() && !inRegistry.contains(image.id()) && image.pullable() != Pullable.YES) {
            return image.pullable() == Pullable.NO ? new Reason.Unpullable() : new Reason.PullableUnknown();
        }
        return AgeRule.weigh(lastUse.of(image), rules.unusedFor(), now);
    }

    /** What an image mount names: an id, an id's beginning, or a reference with or without its tag. Every image it may mean is in use. */
    private static List<String> resolve(String written, Map<String, String> idByName, List<Image> images) {
        String name = NamePattern.fullName(written);
        for (String candidate : List.of(name, name + ":latest")) {
            if (idByName.containsKey(candidate)) {
                return List.of(idByName.get(candidate));
            }
        }
        String hex = written.startsWith("sha256:") ? written : "sha256:" + written;
        return images.stream().map(Image::id).filter(id -> id.startsWith(hex)).toList();
    }
}
