package io.nodecleanup.journal;

import io.nodecleanup.engine.EngineActivity;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.prune.BaseUses;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Touches;
import io.nodecleanup.prune.Usage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of the engine behind a socket. Not started, it still tells what was written by whoever follows the engine, brought up to
 * date by what the engine remembers.
 */
public final class UsageJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsageJournal.class);

    private final EngineActivity engine;
    private final Clock clock;
    private final JournalKeeper keeper;
    private final Resolver resolver;
    private final Semaphore toResolve = new Semaphore(0);
    private final EventSaves saves;
    private final EventFollower follower;
    private final List<Thread> threads = new ArrayList<>();
    private volatile BaseUses planned = BaseUses.NONE;

    /**
     * Of an engine, in a folder that the node's agents share; neither need be there.
     *
     * @param folder for one file for each engine id
     */
    public UsageJournal(Path folder, EngineActivity engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
        keeper = new JournalKeeper(new JournalStore(folder, clock));
        resolver = new Resolver(engine, keeper);
        saves = new EventSaves(keeper, EventSaves.PAUSE);
        follower = new EventFollower(engine, keeper, clock, this::heard);
    }

    /**
     * What the journal that an agent keeps in this folder tells for an inventory that was read just now, brought up to date by what the
     * engine remembers. Writes nothing. Empty if there is no journal of this engine.
     *
     * @throws EngineException if the engine cannot be asked for what happened last
     */
    public static Optional<Usage> peek(Path folder, EngineActivity engine, Inventory inventory, Clock clock) {
        try (var journal = new UsageJournal(folder, engine, clock)) {
            return journal.keeper.peek(engine.engineId())
                    ? Optional.of(journal.bringUpToDate(inventory))
                    : Optional.empty();
        }
    }

    /** Follows the engine from now on, until it is closed. */
    public void start() {
        threads.add(Thread.ofVirtual().name("journal: events").start(follower));
        threads.add(Thread.ofVirtual().name("journal: images of events").start(this::resolveWhenHeard));
        threads.add(Thread.ofVirtual().name("journal: saves").start(saves));
        threads.add(Thread.ofVirtual()
                .name("journal: polls")
                .start(new UsagePoll(engine, keeper, follower, resolver, clock)));
    }

    /** Whether events are heard now. */
    public boolean isListening() {
        return follower.isListening();
    }

    /**
     * What a plan for this inventory, which was read just now, may know.
     *
     * @throws EngineException if the engine cannot be asked for what happened last
     */
    public Usage usage(Inventory inventory) {
        if (!follower.isListening()) {
            keeper.open(engine.engineId());
        }
        Usage usage = bringUpToDate(inventory);
        planned = keeper.state().bases();
        keeper.save();
        return usage;
    }

    private Usage bringUpToDate(Inventory inventory) {
        follower.catchUp();
        resolver.resolve();
        Instant now = clock.instant();
        keeper.update(state -> state.withImages(inventory.images(), now)
                .withContainers(inventory.containers(), now)
                .withAttachments(inventory.volumes(), inventory.networks(), now)
                .withBuildCache(inventory.cacheRecords()));
        return KnownUses.of(keeper.state(), inventory);
    }

    /**
     * To be called when we have pruned ourselves: what that has moved in the build cache is no use, and images that went need not be known
     * until the next look at images, an hour from now.
     *
     * @param imageIds ids of the images that went
     * @param touched which of these look used since the plan, and only by us
     * @throws EngineException if the engine cannot be asked what is left
     */
    public void pruned(Set<String> imageIds, Function<List<CacheRecord>, Touches> touched) {
        keeper.update(state -> state.withoutImages(imageIds));
        List<CacheRecord> left = engine.cacheRecords();
        Touches ours = touched.apply(left);
        keeper.update(state -> state.withBuildCachePruned(left, ours, planned));
        keeper.save();
    }

    /** Why the journal would not outlive a restart, as a sentence; empty if it does. */
    public Optional<String> problem() {
        return keeper.problem();
    }

    JournalState state() {
        return keeper.state();
    }

    /** Writes what is known. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.close();
    }

    private void heard() {
        toResolve.release();
        saves.heard();
    }

    private void resolveWhenHeard() {
        try {
            while (true) {
                toResolve.acquire();
                toResolve.drainPermits();
                try {
                    resolver.resolve();
                } catch (EngineException e) {
                    if (e.kind() == EngineException.Kind.INTERRUPTED) {
                        return;
                    }
                    LOG.warn("cannot tell the images of events yet: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            // The journal is being closed.
            Thread.currentThread().interrupt();
        }
    }
}
