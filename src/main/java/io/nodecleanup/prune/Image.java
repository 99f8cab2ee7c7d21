package io.nodecleanup.prune;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image in the engine's store.
 *
 * @param id the content id, {@code sha256:…}
 * @param tags names with a tag, {@code registry.example.com/app:1}; empty for a dangling or intermediate image
 * @param digests names with a digest, {@code app@sha256:…}; an image pulled by digest has these alone
 * @param sizeBytes bytes of all its layers
 * @param sharedBytes the part of them that other images have too; 0 where the engine does not tell
 * @param layers ids of its layers, base first, each of a layer with all below it: two images that begin with the same layers have the same
 *     ids there
 * @param labels never null
 * @param parentId the image it was built from by the legacy builder on a graph driver; empty elsewhere
 * @param created when it was built, empty where the engine says year 1 (a reproducible build or an import)
 * @param lastTagged when it got its last name, empty where the engine does not know
 * @param pullable whether a registry can give it back
 */
public record Image(
        String id,
        List<String> tags,
        List<String> digests,
        long sizeBytes,
        long sharedBytes,
        List<String> layers,
        Map<String, String> labels,
        Optional<String> parentId,
        Optional<Instant> created,
        Optional<Instant> lastTagged,
        Pullable pullable)
        implements Prunable {
    public Image {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
        layers = List.copyOf(layers);
        labels = Map.copyOf(labels);
    }

    /** One that nothing is known of whether a registry can give it back. */
    public Image(
            String id,
            List<String> tags,
            List<String> digests,
            long sizeBytes,
            long sharedBytes,
            List<String> layers,
            Map<String, String> labels,
            Optional<String> parentId,
            Optional<Instant> created,
            Optional<Instant> lastTagged) {
        this(
                id,
                tags,
                digests,
                sizeBytes,
                sharedBytes,
                layers,
                labels,
                parentId,
                created,
                lastTagged,
                Pullable.UNKNOWN);
    }

    @Override
    public String kind() {
        return "Image";
    }

    @Override
    public String displayName() {
        if (tags.isEmpty()) {
            return digests.isEmpty() ? "<none> " + shortId() : digests.getFirst();
        }
        return tags.size() == 1 ? tags.getFirst() : tags.getFirst() + " (+" + (tags.size() - 1) + ")";
    }

    /** Whether it has no name at all. */
    public boolean isNameless() {
        return tags.isEmpty() && digests.isEmpty();
    }

    /**
     * Whether {@code docker image prune} would take it, if it is not an intermediate image besides: without a tag on a graph driver, where a
     * digest is left when a newer pull takes the tag; without any name on the containerd store, which keeps what was pulled by digest
     * (source). That a registry has it only a graph driver's digest tells.
     */
    public boolean isDangling() {
        return isNameless() || (tags.isEmpty() && pullable == Pullable.YES);
    }

    /**
     * Whether somebody who wrote this may have meant it: an id, an id's beginning, or a reference with a tag, a digest, both, or none. That may
     * mean more than one. With a digest nothing else counts, as for the engine.
     */
    public boolean mayBeMeantBy(String written) {
        int at = written.indexOf('@');
        if (at >= 0) {
            String digest = written.substring(at);
            return digest.equals("@" + id) || digests.stream().anyMatch(each -> each.endsWith(digest));
        }
        String name = NamePattern.fullName(written);
        return id.startsWith(written.startsWith("sha256:") ? written : "sha256:" + written)
                || tags.stream()
                        .map(NamePattern::fullName)
                        .anyMatch(tag -> tag.equals(name) || tag.equals(name + ":latest"));
    }

    private String shortId() {
        String hex = id.substring(id.indexOf(':') + 1);
        return hex.substring(0, Math.min(12, hex.length()));
    }
}
