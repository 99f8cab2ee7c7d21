package io.nodecleanup.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The most recently used tags of each repository. */
final class LatestTags {
    private record Tag(String name, String imageId, Instant lastUse) {}

    private static final Comparator<Tag> LATEST_FIRST =
            Comparator.comparing(Tag::lastUse).reversed().thenComparing(Tag::name);

    private final Map<String, String> repositoryByImage = new HashMap<>();
    private final Map<String, List<Tag>> byRepository = new TreeMap<>();

    /**
     * @param count how many tags of a repository, at least 1
     * @param lastUse a tag whose last use nothing tells counts as the latest
     */
    LatestTags(List<Image> images, int count, LastUse lastUse) {
        for (Image image : images) {
            Instant use = lastUse.of(image).orElse(Instant.MAX);
            for (String tag : image.tags()) {
                byRepository
                        .computeIfAbsent(repository(tag), name -> new ArrayList<>())
                        .add(new Tag(tag, image.id(), use));
            }
        }
        byRepository.forEach((repository, tags) -> tags.stream()
                .sorted(LATEST_FIRST)
                .limit(count)
                .forEach(tag -> repositoryByImage.putIfAbsent(tag.imageId(), repository)));
    }

    /** The repository of which this image bears one of the latest tags, or null. */
    String repositoryOf(Image image) {
        return repositoryByImage.get(image.id());
    }

    /** Why an image is not among the latest, for people. */
    String whyNot(Image image) {
        return image.tags().isEmpty()
                ? "has no tag"
                : image.tags().stream()
                        .map(LatestTags::repository)
                        .distinct()
                        .map(repository -> later(image, repository) + " tags of " + repository + " are later")
                        .collect(Collectors.joining("; "));
    }

    private long later(Image image, String repository) {
        return byRepository.get(repository).stream()
                .sorted(LATEST_FIRST)
                .takeWhile(tag -> !tag.imageId().equals(image.id()))
                .count();
    }

    static String repository(String tag) {
        int colon = tag.lastIndexOf(':');
        return colon > tag.lastIndexOf('/') ? tag.substring(0, colon) : tag;
    }
}
