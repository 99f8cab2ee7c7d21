package io.nodecleanup.engine;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened in an engine.
 *
 * @param timeNano when, in nanoseconds since 1970; no two events have the same in practice, so it also tells an event that is sent again.
 *     Up to API 1.51 Engine 29 rounds it to a multiple of 256 for containers and images (their old fields are added by way of a float), so
 *     to ask for events since this time may leave this one out
 * @param type {@code container}, {@code image}, {@code volume}, {@code network}, {@code builder} …; never null
 * @param action {@code create}, {@code start} …; may carry text, such as {@code exec_create: /bin/sh}
 * @param id of the object: for a volume its name, for a pull the reference; never null
 * @param attributes labels and facts, such as a container's {@code image}: the reference as it was typed, never the image's id
 */
public record EngineEvent(long timeNano, String type, String action, String id, Map<String, String> attributes) {
    private static final long NANOS = 1_000_000_000;

    public EngineEvent {
        attributes = Map.copyOf(attributes);
    }

    /** When it happened. */
    public Instant time() {
        return Instant.ofEpochSecond(Math.floorDiv(timeNano, NANOS), Math.floorMod(timeNano, NANOS));
    }
}
