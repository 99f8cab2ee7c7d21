package io.nodecleanup.prune;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What goes of the cache inside a running builder, which stays. Which records these are, BuildKit decides by the same rule when it is
 * told to, under its own lock: none in use, and none that a younger one was built from.
 *
 * @param unusedFor only records that no build used for this long; zero allows any that none uses now
 * @param keepBytes only as many records as it takes until so much is left; empty for all
 * @param sizeBytes the bytes that are expected to go
 */
public record BuilderCache(Builder builder, Duration unusedFor, OptionalLong keepBytes, long sizeBytes)
        implements Prunable {
    @Override
    public String kind() {
        return "BuilderCache";
    }

    @Override
    public String id() {
        return builder.id();
    }

    @Override
    public String displayName() {
        return builder.name();
    }
}
