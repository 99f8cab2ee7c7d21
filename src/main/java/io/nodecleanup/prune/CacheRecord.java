package io.nodecleanup.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A record of the build cache.
 *
 * @param type BuildKit's type: {@code regular}, {@code source.local}, {@code exec.cachemount}, {@code internal} …
 * @param description the step that made it, {@code mount / from exec /bin/sh -c npm ci}; may be empty
 * @param sizeBytes its bytes
 * @param shared whether an image has the same layer: then removing the record frees nothing while the image stands
 * @param inUse whether a build uses it now
 * @param created when it was made
 * @param lastUsed when a build last used it; empty if none did since it was made
 * @param uses how often something has used it; builds, but an engine may count the removal of its children, too
 * @param parents ids of the records it was built from
 */
public record CacheRecord(
        String id,
        String type,
        String description,
        long sizeBytes,
        boolean shared,
        boolean inUse,
        Instant created,
        Optional<Instant> lastUsed,
        int uses,
        List<String> parents)
        implements Prunable {
    private static final String PULLED_FROM = "pulled from ";

    /** Of an image that was in a graph driver's store already; the name after it is empty on the engines that were seen. */
    private static final String FROM_LOCAL = "from local";

    public CacheRecord {
        parents = List.copyOf(parents);
    }

    @Override
    public String kind() {
        return "BuildCacheRecord";
    }

    @Override
    public String displayName() {
        return description.isBlank() ? type + " " + id : description;
    }

    /** Whether it is what a step of a build left, and so may be a layer of an image. */
    public boolean isRegular() {
        return type.equals("regular");
    }

    /** BuildKit's own: plain {@code docker builder prune} leaves these types alone (source: its cache manager's prune). */
    public boolean isInternal() {
        return type.equals("internal") || type.equals("frontend");
    }

    /** The name, without digest, of the image that the record stands for: BuildKit holds an image it has pulled as such records. */
    public Optional<String> pulledFrom() {
        return reference(PULLED_FROM).map(CacheRecord::withoutDigest);
    }

    /** Whether it is a layer of an image that a build started from. The containerd store describes those that were there already by nothing. */
    boolean isBaseLayer() {
        return type.equals("regular")
                && (description.isBlank()
                        || reference(PULLED_FROM).isPresent()
                        || reference(FROM_LOCAL).isPresent());
    }

    /** The names that it tells of that image: the full one, and the digest; mostly empty. */
    List<String> baseNames() {
        List<String> names = new ArrayList<>();
        reference(PULLED_FROM)
                .or(() -> reference(FROM_LOCAL))
                .filter(reference -> !reference.isEmpty())
                .ifPresent(reference -> {
                    names.add(NamePattern.fullName(withoutDigest(reference)));
                    if (reference.contains("@")) {
                        names.add(reference.substring(reference.indexOf('@') + 1));
                    }
                });
        return names;
    }

    private Optional<String> reference(String before) {
        return description.startsWith(before)
                ? Optional.of(description.substring(before.length()).strip())
                : Optional.empty();
    }

    static String withoutDigest(String reference) {
        int digest = reference.indexOf('@');
        return digest < 0 ? reference : reference.substring(0, digest);
    }
}
