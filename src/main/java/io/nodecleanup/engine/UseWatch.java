package io.nodecleanup.engine;

import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.NamePattern;
import io.nodecleanup.prune.Volume;
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
 * What was done with images and volumes since an inventory began, by the engine's own events: such a thing is not what was planned any
 * more. It ends by itself after a time, since nobody says when a plan is done with.
 *
 * <p>The engine forgets all but the last 256 events. So it is followed from the beginning, and when the stream has a gap, it is no help:
 * then each image must be looked at, and volumes stay, which nothing else tells the uses of.
 */
final class UseWatch implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int MOST = 10_000;

    /** What takes a name or an image away is no use of it. */
    private static final Set<String> NO_USE = Set.of("untag", "delete", "prune");

    /** 20.10 tells of a creation also when a container is to have a volume that is there. */
    private static final Set<String> VOLUME_USES = Set.of("create", "mount", "unmount");

    private final Instant start;
    private final Map<String, String> images = new ConcurrentHashMap<>();
    private final Set<String> volumes = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean complete;

    /** Begins; events from {@code start} on count, even if it takes the engine a moment to listen. */
    UseWatch(EngineCalls calls, Instant start) {
        this.start = start;
        thread = Thread.ofVirtual().name("use watch").start(() -> follow(calls));
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
                .map(images::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whether a container had it, or somebody asked for it by name. */
    boolean isUsed(Volume volume) {
        return volumes.contains(volume.name());
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
        if (images.size() + volumes.size() >= MOST) {
            complete = false;
            return;
        }
        switch (event.type()) {
            case "image" -> {
                if (!NO_USE.contains(event.action())) {
                    // A pull names the reference, everything else the id.
                    used(event.id(), event.action());
                }
            }
            case "volume" -> {
                if (VOLUME_USES.contains(event.action())) {
                    volumes.add(event.id());
                }
            }
            case "container" -> {
                if (event.action().equals("create")) {
                    used(event.attributes().getOrDefault("image", ""), "a container");
                }
            }
            default -> {}
        }
    }

    private void used(String image, String by) {
        images.put(image.startsWith("sha256:") ? image : NamePattern.fullName(image), by);
    }

    /** How people name it in {@code docker run}, which the event has as it was typed. */
    private static String withoutLatest(String name) {
        return name.endsWith(":latest") ? name.substring(0, name.length() - ":latest".length()) : name;
    }
}
