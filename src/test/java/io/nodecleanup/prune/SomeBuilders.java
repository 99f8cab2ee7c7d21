package io.nodecleanup.prune;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** buildx's builders and what is in their caches, as tests write them. */
final class SomeBuilders {
    static final Instant TWO_DAYS_AGO = Things.NOW.minus(Duration.ofDays(2));

    private SomeBuilders() {}

    static Builder running(CacheRecord... records) {
        return inState("ci0", new Builder.Running(List.of(records), false));
    }

    static Builder inState(String name, Builder.State state) {
        return new Builder(
                name,
                state,
                Optional.of(container(name, !(state instanceof Builder.Stopped))),
                Optional.of(Attachments.volume("buildx_buildkit_" + name + "_state")));
    }

    static Builder gone(String name) {
        return new Builder(
                name,
                new Builder.Gone(),
                Optional.empty(),
                Optional.of(Attachments.created(
                        Attachments.volume("buildx_buildkit_" + name + "_state"), Optional.of(TWO_DAYS_AGO))));
    }

    static Container container(String name, boolean running) {
        return new Container(
                "id-" + name,
                "buildx_buildkit_" + name,
                "sha256:buildkit",
                0,
                running,
                true,
                Things.WEEK_AGO,
                running ? Optional.empty() : Optional.of(TWO_DAYS_AGO),
                Map.of(),
                List.of(),
                List.of("buildx_buildkit_" + name + "_state"),
                List.of());
    }

    static CacheRecord record(String id, Instant lastUsed, String... parents) {
        return new CacheRecord(
                id, "regular", "", 10, false, false, Things.WEEK_AGO, Optional.of(lastUsed), 1, List.of(parents));
    }

    static CacheRecord used(String id) {
        return new CacheRecord(
                id, "regular", "", 10, false, true, Things.WEEK_AGO, Optional.of(TWO_DAYS_AGO), 1, List.of());
    }
}
