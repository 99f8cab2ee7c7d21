package io.nodecleanup.engine;

import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.NamePattern;
import io.nodecleanup.prune.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What was done with images, volumes and networks since an inventory began, by the engine's own events: such a thing is not what was planned any
 * more. It ends by itself after a time, since nobody says when a plan is done with.
 *
 * <p>The engine forgets all but the last 256 events. So it is followed from the beginning, and when the stream has a gap, it is no help:
 * then each image must be looked at, and volumes and networks stay, which nothing else tells the uses of.
 */
final class UseWatch implements AutoCloseable {
    static final String USED = "it was used since it was planned";
    static final String MISSED =
            "nothing tells whether it was used since it was planned: events of the engine were missed";

    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int MOST = 10_000;

    private static final String A_CONTAINER = "a container";

    /** What takes a name or an image away is no use of it. */
    private static final Set<String> NO_USE = Set.of("untag", "delete", "prune");

    /** 20.10 tells of a creation also when a container is to have a volume that is there. */
    private static final Set<String> VOLUME_USES = Set.of("create", "mount", "unmount");

    /** One that is planned was made before, but for the moment until it was listed. */
    private static final Set<String> NETWORK_USES = Set.of("create", "connect", "disconnect");

    private final EngineCalls calls;
    private final Limits limits;
    private final Instant start;
    private final Map<String, String> images = new ConcurrentHashMap<>();
    private final Set<String> volumes = ConcurrentHashMap.newKeySet();
    private final Set<String> networks = ConcurrentHashMap.newKeySet();
    private final Set<String> mountedImages = ConcurrentHashMap.newKeySet();
    private final Set<String> mountedFolders = ConcurrentHashMap.newKeySet();

    /** Containers that came and were not looked at yet. */
    private final Set<String> unseen = ConcurrentHashMap.newKeySet();

    private final Thread thread;
    private volatile boolean complete;

    /** Begins; events from {@code start} on count, even if it takes the engine a moment to listen. */
    UseWatch(EngineCalls calls, Limits limits, Instant start) {
        this.calls = calls;
        this.limits = limits;
        this.start = start;
        thread = Thread.ofVirtual().name("use watch").start(this::follow);
    }

    Instant start() {
        return start;
    }

    /** Whether nothing was missed so far. */
    boolean isComplete() {
        return complete;
    }

    /**
     * What was done with the image, as the end of "since it was planned it was used by".
     *
     * @throws EngineException if a container came and the engine does not tell what it has mounted
     */
    Optional<String> use(Image image) {
        lookAtNewContainers();
        if (mountedImages.stream().anyMatch(image::mayBeMeantBy)) {
            return Optional.of("a container that mounts it");
        }
        return Stream.concat(
                        Stream.of(image.id()),
                        Stream.concat(image.tags().stream(), image.digests().stream())
                                .map(NamePattern::fullName)
                                .flatMap(name -> Stream.of(name, withoutLatest(name))))
                .map(images::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /**
     * Whether a container had it, or a folder inside it by its path, or somebody asked for it by name.
     *
     * @throws EngineException as {@link #use}
     */
    boolean isUsed(VolumeList.Entry volume) {
        lookAtNewContainers();
        VolumeMounts mounts = new VolumeMounts(List.of(volume));
        return volumes.contains(volume.volume().name())
                || mountedFolders.stream()
                        .anyMatch(folder -> mounts.volumeAround(folder).isPresent());
    }

    /** Whether a container was joined to it, running, or left it. */
    boolean isUsed(Network network) {
        return networks.contains(network.id());
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void follow() {
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
        if (isFull()) {
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
            case "network" -> {
                if (NETWORK_USES.contains(event.action())) {
                    networks.add(event.id());
                }
            }
            case "container" -> {
                if (event.action().equals("create")) {
                    used(event.attributes().getOrDefault("image", ""), A_CONTAINER);
                    came(event.id());
                }
            }
            default -> {}
        }
    }

    private boolean isFull() {
        return Stream.of(images.keySet(), volumes, networks, mountedImages, mountedFolders, unseen)
                        .mapToInt(Set::size)
                        .sum()
                >= MOST;
    }

    private void used(String image, String by) {
        images.put(image.startsWith("sha256:") ? image : NamePattern.fullName(image), by);
    }

    /** Its event names its image as somebody typed it, and nothing that it has mounted. It may be gone soon, so it is looked at now. */
    private void came(String container) {
        unseen.add(container);
        Thread.ofVirtual().name("look at a new container").start(() -> {
            try {
                lookAtNewContainers();
            } catch (EngineException e) {
                // It is looked at again before anything is removed.
            }
        });
    }

    private void lookAtNewContainers() {
        if (unseen.isEmpty()) {
            return;
        }
        synchronized (unseen) {
            for (String id : List.copyOf(unseen)) {
                calls.call(limits.inspect(), "container " + id, engine -> ContainerInspection.of(engine, id))
                        .ifPresent(this::uses);
                // One that is gone needs nothing any more.
                unseen.remove(id);
            }
        }
    }

    private void uses(ContainerInspection container) {
        used(container.imageId(), A_CONTAINER);
        mountedImages.addAll(container.mounts().images());
        mountedFolders.addAll(container.mounts().folders());
    }

    /** How people name it in {@code docker run}, which the event has as it was typed. */
    private static String withoutLatest(String name) {
        return name.endsWith(":latest") ? name.substring(0, name.length() - ":latest".length()) : name;
    }
}
