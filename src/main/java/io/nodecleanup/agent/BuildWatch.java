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
import java.util.stream.Stream;

/**
 * Whether a build runs: a record of the build cache is in use then (measured on Docker 20.10 and 28.5), or somebody is connected to one of
 * buildx's builders. What has not changed for six hours is no build: one that was cut off can leave it so.
 */
final class BuildWatch {
    private static final Duration STUCK_AFTER = Duration.ofHours(6);

    private final DockerEngine engine;
    private final Clock clock;

    /** When each was first seen as it is now. */
    private Map<Sign, Instant> seen = Map.of();

    /**
     * Of a build.
     *
     * @param thing that changes while a build goes on, or goes with it
     */
    private record Sign(Record thing, String step) {}

    BuildWatch(DockerEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Asks the engine. What a running build is at; empty if none runs. */
    Optional<String> running() {
        Instant now = clock.instant();
        List<Sign> signs = Stream.concat(
                        engine.cacheRecords().stream()
                                .filter(CacheRecord::inUse)
                                .map(record -> new Sign(record, record.description())),
                        engine.builderConnections().stream()
                                .map(connection -> new Sign(connection, "a step in builder " + connection.builder())))
                .toList();
        Map<Sign, Instant> next = new HashMap<>();
        signs.forEach(sign -> next.put(sign, seen.getOrDefault(sign, now)));
        seen = next;
        return signs.stream()
                .filter(sign -> next.get(sign).isAfter(now.minus(STUCK_AFTER)))
                .map(Sign::step)
                .findFirst();
    }
}
