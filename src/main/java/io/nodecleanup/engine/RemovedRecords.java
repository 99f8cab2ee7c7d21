package io.nodecleanup.engine;

import java.util.Set;

/** The records of the build cache that went in one call, and the bytes the engine says they freed. */
public record RemovedRecords(Set<String> ids, long reclaimedBytes) {
    public RemovedRecords {
        ids = Set.copyOf(ids);
    }
}
