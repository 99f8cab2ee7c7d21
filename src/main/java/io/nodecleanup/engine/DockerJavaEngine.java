package io.nodecleanup.engine;

import io.nodecleanup.engine.EngineException.Kind;
import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.BuilderCache;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A Docker Engine (API 1.41 and newer) behind a unix socket, asked with docker-java. Opening one asks nothing. It survives restarts and
 * upgrades of the engine, and may be used by many threads at once.
 */
public final class DockerJavaEngine implements DockerEngine, EngineActivity {
    private final Path socket;
    private final Limits limits;
    private final EngineConnection connection;
    private final EngineCalls calls;
    private final InventoryReader inventory;
    private final DiskUsageReader diskUsage;
    private final ImageRemoval images;
    private final ContainerRemoval containers;
    private final VolumeRemoval volumes;
    private final NetworkRemoval networks;
    private final RecordRemoval records;
    private final BuilderRemoval builders;
    private final ActivityReader activity;

    DockerJavaEngine(Path socket, Limits limits) {
        this.socket = socket;
        this.limits = limits;
        EngineErrors errors = new EngineErrors(socket);
        connection = new EngineConnection(socket);
        calls = new EngineCalls(connection, new Deadline(errors));
        inventory = new InventoryReader(calls, new Parallel(errors), limits);
        diskUsage = new DiskUsageReader(calls, limits);
        images = new ImageRemoval(calls, limits);
        containers = new ContainerRemoval(calls, limits);
        volumes = new VolumeRemoval(calls, limits);
        networks = new NetworkRemoval(calls, limits);
        records = new RecordRemoval(calls, limits);
        builders = new BuilderRemoval(calls, limits);
        activity = new ActivityReader(calls, limits, Clock.systemUTC());
    }

    /**
     * The engine behind a socket.
     *
     * @param socket such as {@code /run/docker.sock}; nothing need be there yet
     */
    public static DockerJavaEngine open(Path socket) {
        return new DockerJavaEngine(socket, Limits.GENEROUS);
    }

    @Override
    public EngineInfo info() {
        return calls.probe(limits.info()).info();
    }

    @Override
    public Inventory inventory() {
        return inventory.read();
    }

    @Override
    public DiskUsage diskUsage() {
        return diskUsage.read();
    }

    @Override
    public RemovalOutcome removeImage(Image image) {
        return images.remove(image);
    }

    @Override
    public RemovalOutcome removeContainer(Container container) {
        return containers.remove(container);
    }

    @Override
    public RemovalOutcome removeVolume(Volume volume) {
        return volumes.remove(volume);
    }

    @Override
    public RemovalOutcome removeNetwork(Network network) {
        return networks.remove(network);
    }

    @Override
    public RemovalOutcome removeBuilder(Builder builder) {
        return builders.remove(builder);
    }

    @Override
    public RemovalOutcome pruneBuilder(BuilderCache cache) {
        return builders.prune(cache);
    }

    @Override
    public RemovedRecords removeRecords(List<CacheRecord> unused, Duration unusedFor) {
        return records.remove(unused, unusedFor);
    }

    @Override
    public void followEvents(OptionalLong sinceNano, Consumer<EngineEvent> to) {
        activity.followEvents(sinceNano, to);
    }

    @Override
    public List<EngineEvent> recentEvents() {
        return activity.recentEvents();
    }

    @Override
    public Optional<String> imageId(String reference) {
        return activity.imageId(reference);
    }

    @Override
    public Optional<ContainerImages> imagesOf(String containerId) {
        return activity.imagesOf(containerId);
    }

    @Override
    public List<Image> images() {
        return activity.images();
    }

    @Override
    public List<Container> containers() {
        return inventory.containersWithoutSizes();
    }

    @Override
    public List<CacheRecord> cacheRecords() {
        return activity.cacheRecords();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new EngineException(Kind.FAILED, "engine at " + socket + ": its connections could not be closed", e);
        }
    }
}
