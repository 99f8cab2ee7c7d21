package io.nodecleanup.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.RootFS;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.RestartPolicy;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that planning needs, from lists and inspections. Containers come last, so that one which starts meanwhile still protects what
 * it has; what vanishes meanwhile is left out.
 */
final class InventoryReader {
    private final EngineCalls calls;
    private final Parallel parallel;
    private final Limits limits;
    private final BuilderReader builders;

    InventoryReader(EngineCalls calls, Parallel parallel, Limits limits) {
        this.calls = calls;
        this.parallel = parallel;
        this.limits = limits;
        this.builders = new BuilderReader(calls, parallel, limits);
    }

    Inventory read() {
        List<ImageList.Entry> listed = calls.call(limits.list(), "the list of images", ImageList::read);
        BuildCache cache = calls.call(limits.diskUsage(), "the build cache", engine -> BuildCache.read(engine.http()));
        List<Image> images = images(listed, cache.sharedBytes());
        List<VolumeList.Entry> listedVolumes = volumes();
        List<Volume> volumes =
                listedVolumes.stream().map(VolumeList.Entry::volume).toList();
        List<Network> networks =
                calls.call(limits.list(), "the list of networks", engine -> NetworkList.read(engine.http()));
        List<Container> containers = containers(new VolumeMounts(listedVolumes), true);
        return new Inventory(
                images, containers, cache.records(), volumes, networks, builders.read(containers, volumes));
    }

    private List<Image> images(List<ImageList.Entry> listed, Map<String, Long> sharedBytes) {
        LayerChains chains = new LayerChains();
        return parallel
                .map("images", listed, entry -> image(entry, sharedBytes.getOrDefault(entry.id(), 0L), chains))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Image> image(ImageList.Entry entry, long sharedBytes, LayerChains chains) {
        Optional<InspectImageResponse> inspected = calls.call(limits.inspect(), "image " + entry.id(), engine -> {
            try {
                return Optional.of(engine.docker().inspectImageCmd(entry.id()).exec());
            } catch (NotFoundException gone) {
                return Optional.empty();
            }
        });
        return inspected.map(image -> new Image(
                entry.id(),
                entry.tags(),
                entry.digests(),
                entry.sizeBytes(),
                Math.max(entry.sharedBytes(), sharedBytes),
                chains.of(diffIds(image)),
                entry.labels(),
                entry.parentId(),
                // To the nanosecond here, which tells the record of its last layer; the list has seconds.
                EngineTime.of(image.getCreated()).or(entry::created),
                lastTagged(image),
                entry.pullable()));
    }

    private static List<String> diffIds(InspectImageResponse image) {
        RootFS rootFs = image.getRootFS();
        return rootFs == null || rootFs.getLayers() == null ? List.of() : rootFs.getLayers();
    }

    /** Asked each time: a cached rebuild on a graph driver only moves this, and the image must count as used then. */
    private static Optional<Instant> lastTagged(InspectImageResponse image) {
        return image.getRawValues().get("Metadata") instanceof Map<?, ?> metadata
                        && metadata.get("LastTagTime") instanceof String time
                ? EngineTime.of(time)
                : Optional.empty();
    }

    /** All containers as they are now, but for what each has written: the engine walks the disk for that. */
    List<Container> containersWithoutSizes() {
        return containers(new VolumeMounts(volumes()), false);
    }

    private List<VolumeList.Entry> volumes() {
        return calls.call(limits.list(), "the list of volumes", VolumeList::read);
    }

    private List<Container> containers(VolumeMounts mounts, boolean sizes) {
        List<ContainerList.Entry> listed = calls.call(
                limits.diskUsage(), "the list of containers", engine -> ContainerList.read(engine.http(), sizes));
        return parallel.map("containers", listed, entry -> container(entry, mounts)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Container> container(ContainerList.Entry entry, VolumeMounts mounts) {
        if (entry.running()) {
            return Optional.of(container(entry, mounts, false, Optional.empty()));
        }
        return calls.call(limits.inspect(), "container " + entry.id(), engine -> {
            try {
                InspectContainerResponse inspected =
                        engine.docker().inspectContainerCmd(entry.id()).exec();
                return Optional.of(container(
                        entry,
                        mounts,
                        restarts(inspected),
                        EngineTime.of(inspected.getState().getFinishedAt())));
            } catch (NotFoundException gone) {
                return Optional.empty();
            }
        });
    }

    private static boolean restarts(InspectContainerResponse container) {
        RestartPolicy policy = container.getHostConfig().getRestartPolicy();
        return policy != null
                && !policy.getName().isEmpty()
                && !policy.getName().equals("no");
    }

    private static Container container(
            ContainerList.Entry entry, VolumeMounts mounts, boolean restarts, Optional<Instant> finished) {
        return new Container(
                entry.id(),
                entry.name(),
                entry.imageId(),
                entry.sizeBytes(),
                entry.running(),
                restarts,
                entry.created(),
                finished,
                entry.labels(),
                entry.mountedImages(),
                mounts.of(entry),
                entry.networks());
    }
}
