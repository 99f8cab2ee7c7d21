package io.nodecleanup.engine;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which names stand in the way of removing an image by id: an engine refuses it with two tags, or with names in two repositories. */
final class ImageNames {
    private ImageNames() {}

    /**
     * The names to remove first. Digests in a repository of one of the tags are left out: the engine itself removes them with the
     * repository's last tag.
     */
    static List<String> allButLast(List<String> tags, List<String> digests) {
        Set<String> repositories = tags.stream().map(ImageNames::repository).collect(Collectors.toSet());
        if (tags.isEmpty()) {
            digests.stream().limit(1).map(ImageNames::repository).forEach(repositories::add);
        }
        return Stream.concat(
                        tags.stream().skip(1),
                        digests.stream().filter(digest -> !repositories.contains(repository(digest))))
                .toList();
    }

    private static String repository(String name) {
        int at = name.indexOf('@');
        return at >= 0 ? name.substring(0, at) : name.substring(0, name.lastIndexOf(':'));
    }
}
