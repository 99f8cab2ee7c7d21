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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
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
    private final InventoryReader activeContainers;
    private final BuilderReader activeBuilders;
    private final EngineCalls unwatched;
    private final AtomicReference<UseWatch> useWatch = new AtomicReference<>();

    DockerJavaEngine(Path socket, Limits limits) {
        this(socket, limits, CallWatch.NONE);
    }

    private DockerJavaEngine(Path socket, Limits limits, CallWatch watch) {
        this.socket = socket;
        this.limits = limits;
        EngineErrors errors = new EngineErrors(socket);
        connection = new EngineConnection(socket);
        Deadline deadline = new Deadline(errors);
        calls = new EngineCalls(connection, deadline, watch);
        Parallel parallel = new Parallel(errors);
        inventory = new InventoryReader(calls, parallel, limits);
        diskUsage = new DiskUsageReader(calls, limits);
        images = new ImageRemoval(calls, limits);
        containers = new ContainerRemoval(calls, limits);
        volumes = new VolumeRemoval(calls, limits);
        networks = new NetworkRemoval(calls, limits);
        records = new RecordRemoval(calls, limits);
        unwatched = new EngineCalls(connection, deadline, CallWatch.NONE);
        activity = new ActivityReader(unwatched, limits, Clock.systemUTC());
        activeContainers = new InventoryReader(unwatched, parallel, limits);
        activeBuilders = new BuilderReader(unwatched, parallel, limits);
        builders = new BuilderRemoval(calls, limits);
    }

    /**
     * The engine behind a socket.
     *
     * @param socket such as {@code /run/docker.sock}; nothing need be there yet
     */
    public static DockerJavaEngine open(Path socket) {
        return open(socket, CallWatch.NONE);
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param watch is told of the calls of {@link DockerEngine}, and of none of {@link EngineActivity}, which other threads make as they
     *     like
     */
    public static DockerJavaEngine open(Path socket, CallWatch watch) {
        return new DockerJavaEngine(socket, Limits.GENEROUS, watch);
    }

    @Override
    public EngineInfo info() {
        return calls.probe(limits.info()).info();
    }

    @Override
    public Inventory inventory() {
        watchUses();
        return inventory.read();
    }

    @Override
    public Survey survey(boolean imageAges) {
        watchUses();
        return inventory.survey(imageAges);
    }

    @Override
    public DiskUsage diskUsage() {
        return diskUsage.read();
    }

    @Override
    public RemovalOutcome removeImage(Image image) {
        return images.remove(image, watch());
    }

    @Override
    public RemovalOutcome removeContainer(Container container) {
        return containers.remove(container);
    }

    @Override
    public RemovalOutcome removeVolume(Volume volume) {
        return volumes.remove(volume, watch());
    }

    @Override
    public RemovalOutcome removeNetwork(Network network) {
        return networks.remove(network, watch());
    }

    @Override
    public RemovalOutcome removeBuilder(Builder builder) {
        return builders.remove(builder, watch());
    }

    @Override
    public RemovalOutcome pruneBuilder(BuilderCache cache) {
        return builders.prune(cache);
    }

    @Override
    public RemovedRecords removeRecords(List<CacheRecord> unused, Duration unusedFor) {
        return records.remove(unused, unusedFor);
    }

    /** From before the lists on, so that nothing is missed between them and a removal. */
    private void watchUses() {
        endWatch(useWatch.getAndSet(new UseWatch(unwatched, limits, Instant.now())));
    }

    private Optional<UseWatch> watch() {
        return Optional.ofNullable(useWatch.get());
    }

    private static void endWatch(UseWatch ended) {
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public String engineId() {
        return unwatched.probe(limits.info()).info().id();
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
    public List<Volume> volumes() {
        return activity.volumes();
    }

    @Override
    public List<Network> networks() {
        return activity.networks();
    }

    @Override
    public List<Container> containers() {
        return activeContainers.containersWithoutSizes();
    }

    @Override
    public List<CacheRecord> cacheRecords() {
        return activity.cacheRecords();
    }

    @Override
    public List<BuilderConnection> builderConnections() {
        return activeBuilders.connections();
    }

    @Override
    public void close() {
        endWatch(useWatch.getAndSet(null));
        try {
            connection.close();
        } catch (IOException e) {
            throw new EngineException(Kind.FAILED, "engine at " + socket + ": its connections could not be closed", e);
        }
    }
}
