package io.nodecleanup.engine;

import io.nodecleanup.engine.EngineActivity.ContainerImages;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What {@link EngineActivity} asks of an engine. */
final class ActivityReader {
    private static final Duration ENDLESS = Duration.ofDays(10_000);

    private final EngineCalls calls;
    private final Limits limits;
    private final Clock clock;

    ActivityReader(EngineCalls calls, Limits limits, Clock clock) {
        this.calls = calls;
        this.limits = limits;
        this.clock = clock;
    }

    void followEvents(OptionalLong sinceNano, Consumer<EngineEvent> to) {
        calls.call(ENDLESS, "its events", engine -> {
            EventStream.follow(engine.http(), sinceNano, to);
            return true;
        });
    }

    List<EngineEvent> recentEvents() {
        return calls.call(
                limits.list(), "its recent events", engine -> EventStream.recent(engine.http(), clock.instant()));
    }

    Optional<String> imageId(String reference) {
        return calls.call(limits.inspect(), "image " + reference, engine -> ImageInspection.of(engine, reference))
                .map(ImageInspection::id);
    }

    Optional<ContainerImages> imagesOf(String containerId) {
        return calls.call(
                        limits.inspect(),
                        "container " + containerId,
                        engine -> ContainerInspection.of(engine, containerId))
                .map(found ->
                        new ContainerImages(found.imageId(), found.mounts().images()));
    }

    List<Image> images() {
        return calls.call(limits.list(), "the list of images", ImageList::read).stream()
                .map(image -> new Image(
                        image.id(),
                        image.tags(),
                        image.digests(),
                        image.sizeBytes(),
                        image.sharedBytes(),
                        List.of(),
                        image.labels(),
                        image.parentId(),
                        image.created(),
                        Optional.empty()))
                .toList();
    }

    List<Volume> volumes() {
        return calls.call(limits.list(), "the list of volumes", VolumeList::read).stream()
                .map(VolumeList.Entry::volume)
                .toList();
    }

    List<Network> networks() {
        return calls.call(limits.list(), "the list of networks", engine -> NetworkList.read(engine.http()));
    }

    List<CacheRecord> cacheRecords() {
        return calls.call(limits.diskUsage(), "the build cache", engine -> BuildCache.read(engine.http()))
                .records();
    }
}
