package io.nodecleanup.prune;

import java.time.Instant;
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
        List<String> parents)
        implements Prunable {
    private static final String PULLED_FROM = "pulled from ";

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

    /** BuildKit's own: plain {@code docker builder prune} leaves these types alone (source: its cache manager's prune). */
    public boolean isInternal() {
        return type.equals("internal") || type.equals("frontend");
    }

    /** The name, without digest, of the image that the record stands for: BuildKit holds the image a build starts from as such a record. */
    public Optional<String> pulledFrom() {
        if (!description.startsWith(PULLED_FROM)) {
            return Optional.empty();
        }
        String reference = description.substring(PULLED_FROM.length());
        int digest = reference.indexOf('@');
        return Optional.of(digest < 0 ? reference : reference.substring(0, digest));
    }
}
