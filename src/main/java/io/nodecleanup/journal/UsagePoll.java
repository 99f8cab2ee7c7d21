package io.nodecleanup.journal;

import io.nodecleanup.engine.EngineActivity;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then at what tells of uses without an event: containers that run, and the build cache. Images are looked at seldom, since
 * the containerd store takes 7 ms for each; with them volumes and networks, which need but be seen once: later ones have events.
 */
final class UsagePoll implements Runnable {
    private static final Duration SHORTEST = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration ALL_EVERY = Duration.ofHours(1);
    private static final Duration UNTIL_LISTENING = Duration.ofSeconds(5);

    /** A look may take half a percent of the time, however slow the engine is. */
    private static final int PAUSE_FACTOR = 200;

    private static final Logger LOG = LoggerFactory.getLogger(UsagePoll.class);

    private final EngineActivity engine;
    private final JournalKeeper keeper;
    private final EventFollower follower;
    private final Resolver resolver;
    private final Clock clock;
    private Instant allSeen = Instant.MIN;

    UsagePoll(EngineActivity engine, JournalKeeper keeper, EventFollower follower, Resolver resolver, Clock clock) {
        this.engine = engine;
        this.keeper = keeper;
        this.follower = follower;
        this.resolver = resolver;
        this.clock = clock;
    }

    /** Until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                if (follower.isListening()) {
                    Thread.sleep(pauseAfter(look()));
                } else {
                    Thread.sleep(UNTIL_LISTENING);
                }
            }
        } catch (InterruptedException e) {
            // The journal is being closed.
            Thread.currentThread().interrupt();
        }
    }

    static Duration pauseAfter(Duration look) {
        Duration pause = look.multipliedBy(PAUSE_FACTOR);
        if (pause.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    /** How long it took. */
    private Duration look() throws InterruptedException {
        long start = System.nanoTime();
        try {
            resolver.resolve();
            Instant now = clock.instant();
            if (allSeen.plus(ALL_EVERY).isBefore(now)) {
                List<Image> images = engine.images();
                keeper.update(state -> state.withImages(images, now));
                List<Volume> volumes = engine.volumes();
                List<Network> networks = engine.networks();
                keeper.update(state -> state.withAttachments(volumes, networks, now));
                allSeen = now;
            }
            List<Container> containers = engine.containers();
            keeper.update(state -> state.withContainers(containers, now));
            List<CacheRecord> records = engine.cacheRecords();
            keeper.update(state -> state.withBuildCache(records));
            keeper.save();
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.INTERRUPTED) {
                throw new InterruptedException(e.getMessage());
            }
            LOG.warn("cannot see what is in use, trying again: {}", e.getMessage());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
