package io.nodecleanup.engine;

import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
        return inventory(listed, cache.sharedBytes(), cache.records(), entry -> false);
    }

    /**
     * On the containerd store a list of images takes 5 ms for each of them, and the disk usage, which has the same list within, 8 ms. So there
     * the list is taken from that. It lacks the legacy builder's intermediate images. A look at an image takes another 10 ms.
     *
     * @param ages whether it matters when an image was last tagged; if not, most images that share no layer are not looked at
     */
    Survey survey(boolean ages) {
        boolean containerd = containerdStore();
        SurveyedDisk disk = calls.call(limits.diskUsage(), "its disk usage", SurveyedDisk::read);
        List<ImageList.Entry> listed = containerd && disk.hasAllParents()
                ? disk.images()
                : calls.call(limits.list(), "the list of images", ImageList::read);
        // What a running build started from is told by its layers.
        boolean all = ages || disk.isBuilding();
        Predicate<ImageList.Entry> skipped = all ? entry -> false : madeByNone(disk.records());
        return new Survey(inventory(listed, disk.sharedBytes(), disk.records(), skipped), disk.usage());
    }

    private boolean containerdStore() {
        return calls.call(limits.info(), "its version", Session::containerdStore);
    }

    /** Whether none of the records can stand for the image's last layer: those are as old as the image. */
    private static Predicate<ImageList.Entry> madeByNone(List<CacheRecord> records) {
        Set<Long> seconds = records.stream()
                .map(record -> record.created().getEpochSecond())
                .collect(Collectors.toSet());
        return entry -> entry.created()
                .filter(created -> seconds.contains(created.getEpochSecond()))
                .isEmpty();
    }

    private Inventory inventory(
            List<ImageList.Entry> listed,
            Map<String, Long> sharedBytes,
            List<CacheRecord> records,
            Predicate<ImageList.Entry> skipped) {
        List<Image> images = images(listed, sharedBytes, skipped);
        List<VolumeList.Entry> listedVolumes = volumes();
        List<Volume> volumes =
                listedVolumes.stream().map(VolumeList.Entry::volume).toList();
        List<Network> networks =
                calls.call(limits.list(), "the list of networks", engine -> NetworkList.read(engine.http()));
        List<Container> containers = containers(new VolumeMounts(listedVolumes), true);
        return new Inventory(
                images, containers, records, volumes, networks, builders.read(containers, volumes), containerdStore());
    }

    /** @param skipped which need not be looked at if they share no layer: no image begins with theirs, whatever they are */
    private List<Image> images(
            List<ImageList.Entry> listed, Map<String, Long> sharedBytes, Predicate<ImageList.Entry> skipped) {
        LayerChains chains = new LayerChains();
        return parallel
                .map(
                        "images",
                        listed,
                        entry -> image(
                                entry,
                                Math.max(entry.sharedBytes(), sharedBytes.getOrDefault(entry.id(), 0L)),
                                skipped,
                                chains))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Image> image(
            ImageList.Entry entry, long sharedBytes, Predicate<ImageList.Entry> skipped, LayerChains chains) {
        if (sharedBytes == 0 && skipped.test(entry)) {
            return Optional.of(entry.image(sharedBytes, List.of(), Optional.empty(), entry.created()));
        }
        // Asked each time: a cached rebuild on a graph driver only moves the last tagging, and the image must count as
        // used then. When it was made is told to the nanosecond here, which tells the record of its last layer.
        return calls.call(limits.inspect(), "image " + entry.id(), engine -> ImageInspection.of(engine, entry.id()))
                .map(image -> entry.image(
                        sharedBytes,
                        chains.of(image.diffIds()),
                        image.lastTagged(),
                        image.created().or(entry::created)));
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
        return calls.call(
                        limits.inspect(),
                        "container " + entry.id(),
                        engine -> ContainerInspection.of(engine, entry.id()))
                .map(found -> container(entry, mounts, found.restarts(), found.finished()));
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
                entry.mounts().images(),
                mounts.of(entry.mounts()),
                entry.networks());
    }
}
