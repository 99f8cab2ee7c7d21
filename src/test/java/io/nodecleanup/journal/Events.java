package io.nodecleanup.journal;

import io.nodecleanup.engine.EngineEvent;
import java.time.Instant;
import java.util.Map;

/** Events as engines send them. */
final class Events {
    static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private Events() {}

    static EngineEvent container(int second, String action, String id, String image) {
        return event(second, "container", action, id, Map.of("image", image, "name", "eager_otter"));
    }

    static EngineEvent image(int second, String action, String id, String name) {
        return event(second, "image", action, id, Map.of("name", name));
    }

    static EngineEvent event(int second, String type, String action, String id, Map<String, String> attributes) {
        long nano = at(second).getEpochSecond() * 1_000_000_000;
        return new EngineEvent(nano, type, action, id, attributes);
    }

    static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
