package io.nodecleanup.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The most recently used tags of each repository. */
final class LatestTags {
    private record Tag(String name, String imageId, Instant lastUse) {}

    private final Map<String, String> repositoryByImage = new HashMap<>();

    /**
     * @param count how many tags of a repository
     * @param lastUse a tag whose last use nothing tells counts as the latest
     */
    LatestTags(List<Image> images, int count, LastUse lastUse) {
        if (count == 0) {
            return;
        }
        Map<String, List<Tag>> byRepository = new TreeMap<>();
        for (Image image : images) {
            Instant use = lastUse.of(image).orElse(Instant.MAX);
            for (String tag : image.tags()) {
                byRepository
                        .computeIfAbsent(repository(tag), name -> new ArrayList<>())
                        .add(new Tag(tag, image.id(), use));
            }
        }
        byRepository.forEach((repository, tags) -> tags.stream()
                .sorted(Comparator.comparing(Tag::lastUse).reversed().thenComparing(Tag::name))
                .limit(count)
                .forEach(tag -> repositoryByImage.putIfAbsent(tag.imageId(), repository)));
    }

    /** The repository of which this image bears one of the latest tags, or null. */
    String repositoryOf(Image image) {
        return repositoryByImage.get(image.id());
    }

    static String repository(String tag) {
        int colon = tag.lastIndexOf(':');
        return colon > tag.lastIndexOf('/') ? tag.substring(0, colon) : tag;
    }
}
