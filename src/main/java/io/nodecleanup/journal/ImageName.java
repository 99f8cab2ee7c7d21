package io.nodecleanup.journal;

import io.nodecleanup.prune.NamePattern;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of images in one form, so that {@code alpine} and {@code docker.io/library/alpine:latest} are the same. */
final class ImageName {
    private static final String ID = "sha256:";

    private ImageName() {}

    /** The full name, with its tag or digest. */
    static String full(String reference) {
        String name = NamePattern.fullName(reference);
        return name.indexOf(':', name.lastIndexOf('/') + 1) < 0 ? name + ":latest" : name;
    }

    static boolean isId(String text) {
        return text.startsWith(ID);
    }

    /**
     * The ids of the images that a reference means, or may mean if it is an id's beginning.
     *
     * @param names by full name, the id
     * @param ids all that there are
     */
    static Set<String> resolve(String reference, Map<String, String> names, Set<String> ids) {
        String named = names.get(full(reference));
        if (named != null) {
            return Set.of(named);
        }
        String start = isId(reference) ? reference : ID + reference;
        return reference.isEmpty()
                ? Set.of()
                : ids.stream().filter(id -> id.startsWith(start)).collect(Collectors.toUnmodifiableSet());
    }
}
