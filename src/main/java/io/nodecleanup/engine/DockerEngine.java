package io.nodecleanup.engine;

import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.BuilderCache;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.time.Duration;
import java.util.List;

/**
 * What this project asks of a Docker Engine. Every call may throw {@link EngineException}; an interrupt ends a call at once with one,
 * and the thread's interrupt flag is clear then.
 */
public interface DockerEngine extends AutoCloseable {
    /**
     * The engine tries all ids of a call on each of its records, under its lock, and newer ones do so again for each ten that they delete: 509
     * records took Engine 29 23 s with 500 in a call, and 3.3 s with 25.
     */
    int RECORDS_AT_ONCE = 25;

    /** What the engine says of itself; asked anew each time, so it also tells whether the engine is there. */
    EngineInfo info();

    /** Everything that planning needs. */
    Inventory inventory();

    /**
     * {@link #inventory()} and {@link #diskUsage()} together, which is cheaper than one after the other.
     *
     * @param imageAges whether it matters when images were last tagged; if not, what is dear to ask is left out
     */
    Survey survey(boolean imageAges);

    /** The records of the build cache as they are now. An engine below API 1.42 walks its disk for this. */
    List<CacheRecord> cacheRecords();

    /**
     * Who is connected to buildx's builders, to build in them: such a build leaves nothing in the engine's own cache. A short question where
     * there is no builder.
     */
    List<BuilderConnection> builderConnections();

    /** The table of {@code docker system df}. It may walk the engine's whole disk: for the ends of a run, not for a loop. */
    DiskUsage diskUsage();

    /**
     * Removes an image with all its names, if it still is what was planned: never one of its names that points elsewhere by now, never
     * an image that has got another name or a container since, or that anything was done with since the latest inventory, never an
     * image's parents.
     */
    RemovalOutcome removeImage(Image image);

    /** Removes a container that does not run, and has not run since it was planned, by its id; its volumes stay. */
    RemovalOutcome removeContainer(Container container);

    /**
     * Removes a volume that no container has, running or not, if it still is what was planned: not one that was made again under the same
     * name, or that a container had since the latest inventory. The engine tells when a volume was made in whole seconds. Where it cannot
     * be told whether a container had it, it stays.
     */
    RemovalOutcome removeVolume(Volume volume);

    /**
     * Removes a builder, its container and then the volume of its state, or the volume that is left of one, if no build has used it since it
     * was planned. Where the engine keeps the volume, the container is gone all the same; the refusal says so.
     */
    RemovalOutcome removeBuilder(Builder builder);

    /**
     * Has a running builder prune its own cache: which records go is decided by BuildKit, by the same rule, under its own lock.
     *
     * @throws EngineException also if the builder cannot do it
     */
    RemovalOutcome pruneBuilder(BuilderCache cache);

    /**
     * Removes a network that no container is joined to, or is to join when it starts, or was joined to since the latest inventory. Where the
     * last cannot be told, it stays.
     */
    RemovalOutcome removeNetwork(Network network);

    /**
     * Removes those of the records that the engine itself, under its own lock, still finds unused for this long; a record with a child
     * that is still there and not among them stays.
     *
     * @param records at most {@link #RECORDS_AT_ONCE}
     * @param unusedFor the age rule, or the age of the plan where the rule is shorter; at least a millisecond
     */
    RemovedRecords removeRecords(List<CacheRecord> records, Duration unusedFor);

    @Override
    void close();
}
