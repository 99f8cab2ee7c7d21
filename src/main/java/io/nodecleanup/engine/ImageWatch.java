package io.nodecleanup.engine;

import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.NamePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What was done with images since an inventory began, by the engine's own events: such an image is not what was planned any more. It ends
 * by itself after a time, since nobody says when a plan is done with.
 *
 * <p>The engine forgets all but the last 256 events. So it is followed from the beginning, and when the stream has a gap, it is no help:
 * then each image must be looked at.
 */
final class ImageWatch implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int MOST = 10_000;

    /** What takes a name or an image away is no use of it. */
    private static final Set<String> NO_USE = Set.of("untag", "delete", "prune");

    private final Instant start;
    private final Map<String, String> uses = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean complete;

    /** Begins; events from {@code start} on count, even if it takes the engine a moment to listen. */
    ImageWatch(EngineCalls calls, Instant start) {
        this.start = start;
        thread = Thread.ofVirtual().name("image watch").start(() -> follow(calls));
    }

    Instant start() {
        return start;
    }

    /** Whether nothing was missed so far. */
    boolean isComplete() {
        return complete;
    }

    /** What was done with the image, as the end of "since it was planned it was used by". */
    Optional<String> use(Image image) {
        return Stream.concat(
                        Stream.of(image.id()),
                        Stream.concat(image.tags().stream(), image.digests().stream())
                                .map(NamePattern::fullName)
                                .flatMap(name -> Stream.of(name, withoutLatest(name))))
                .map(uses::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void follow(EngineCalls calls) {
        long since = TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano();
        try {
            calls.call(LONGEST, "its events", engine -> {
                EventStream.follow(engine.http(), OptionalLong.of(since), () -> complete = true, this::take);
                return true;
            });
        } catch (EngineException e) {
            // It went away, or the time is over.
        } finally {
            complete = false;
        }
    }

    private void take(EngineEvent event) {
        if (event.type().equals("image") && !NO_USE.contains(event.action())) {
            // A pull names the reference, everything else the id.
            add(event.id(), event.action());
        } else if (event.type().equals("container") && event.action().equals("create")) {
            add(event.attributes().getOrDefault("image", ""), "a container");
        }
    }

    private void add(String image, String use) {
        if (uses.size() >= MOST) {
            complete = false;
            return;
        }
        uses.put(image.startsWith("sha256:") ? image : NamePattern.fullName(image), use);
    }

    /** How people name it in {@code docker run}, which the event has as it was typed. */
    private static String withoutLatest(String name) {
        return name.endsWith(":latest") ? name.substring(0, name.length() - ":latest".length()) : name;
    }
}
