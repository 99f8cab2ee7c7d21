package io.nodecleanup.prune;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** The most recently used tags of each repository. */
final class LatestTags {
    /** The latest first. */
    private record Tag(String name, String imageId, Instant lastUse) implements Comparable<Tag> {
        @Override
        public int compareTo(Tag other) {
            int order = other.lastUse.compareTo(lastUse);
            return order != 0 ? order : name.compareTo(other.name);
        }
    }

    private final List<Image> images;
    private final LastUse lastUse;
    private final Map<String, String> repositoryByImage = new HashMap<>();

    /**
     * @param count how many tags of a repository, at least 1
     * @param lastUse a tag whose last use nothing tells counts as the latest
     */
    LatestTags(List<Image> images, int count, LastUse lastUse) {
        this.images = images;
        this.lastUse = lastUse;
        Map<String, TreeSet<Tag>> byRepository = new HashMap<>();
        for (Image image : images) {
            for (String tag : image.tags()) {
                TreeSet<Tag> latest = byRepository.computeIfAbsent(repository(tag), name -> new TreeSet<>());
                latest.add(tag(image, tag));
                if (latest.size() > count) {
                    latest.pollLast();
                }
            }
        }
        // An image may be among the latest of several repositories.
        byRepository.forEach((repository, latest) -> latest.forEach(
                tag -> repositoryByImage.merge(tag.imageId(), repository, BinaryOperator.minBy(naturalOrder()))));
    }

    private Tag tag(Image image, String name) {
        return new Tag(name, image.id(), lastUse.of(image).orElse(Instant.MAX));
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
        return images.stream()
                .flatMap(each -> each.tags().stream()
                        .filter(name -> repository(name).equals(repository))
                        .map(name -> tag(each, name)))
                .sorted()
                .takeWhile(tag -> !tag.imageId().equals(image.id()))
                .count();
    }

    static String repository(String tag) {
        int colon = tag.lastIndexOf(':');
        return colon > tag.lastIndexOf('/') ? tag.substring(0, colon) : tag;
    }
}
