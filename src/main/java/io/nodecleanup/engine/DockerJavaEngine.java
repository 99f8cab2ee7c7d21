package io.nodecleanup.engine;

import io.nodecleanup.engine.EngineException.Kind;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A Docker Engine (API 1.41 and newer) behind a unix socket, asked with docker-java. Opening one asks nothing. It survives restarts and
 * upgrades of the engine, and may be used by many threads at once.
 */
public final class DockerJavaEngine implements DockerEngine {
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
    public RemovedRecords removeRecords(List<CacheRecord> unused, Duration unusedFor) {
        return records.remove(unused, unusedFor);
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
