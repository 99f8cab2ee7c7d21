package io.nodecleanup.agent;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.prune.CacheRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a build runs: a record of the build cache is in use then (measured on Docker 20.10 and 28.5). One that is in use and has not
 * changed for six hours is none: a build that was cut off can leave it so.
 */
final class BuildWatch {
    private static final Duration STUCK_AFTER = Duration.ofHours(6);

    private final DockerEngine engine;
    private final Clock clock;
    private Map<String, Sighting> inUse = Map.of();

    /** @param since when it was first seen as it is now */
    private record Sighting(CacheRecord record, Instant since) {}

    BuildWatch(DockerEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Asks the engine. What a running build is at; empty if none runs. */
    Optional<String> running() {
        Instant now = clock.instant();
        List<CacheRecord> records =
                engine.cacheRecords().stream().filter(CacheRecord::inUse).toList();
        Map<String, Sighting> next = new HashMap<>();
        for (CacheRecord record : records) {
            Sighting before = inUse.get(record.id());
            boolean same = before != null && before.record.equals(record);
            next.put(record.id(), same ? before : new Sighting(record, now));
        }
        inUse = next;
        return records.stream()
                .filter(record -> next.get(record.id()).since.isAfter(now.minus(STUCK_AFTER)))
                .map(CacheRecord::description)
                .findFirst();
    }
}
