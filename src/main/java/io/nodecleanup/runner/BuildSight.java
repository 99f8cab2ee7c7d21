package io.nodecleanup.runner;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Whether a build runs: the plan tells at first, then the engine is asked, not more often than every 30 s, and less often where it takes
 * long to answer. Nobody waits for the answer.
 */
final class BuildSight {
    private static final long EVERY = Duration.ofSeconds(30).toNanos();
    private static final int PAUSE_PER_ANSWER = 20;

    private final DockerEngine engine;
    private final LongSupplier nanoTime;
    private final AtomicBoolean asking = new AtomicBoolean();
    private boolean begun;
    private volatile boolean building;
    private volatile long askAgain;

    BuildSight(DockerEngine engine, LongSupplier nanoTime) {
        this.engine = engine;
        this.nanoTime = nanoTime;
    }

    /** Before the first look the plan tells. */
    void begin(Plan plan) {
        if (begun) {
            return;
        }
        begun = true;
        building = plan.keeps().stream().map(Plan.Keep::object).anyMatch(BuildSight::isInUse);
        askAgain = nanoTime.getAsLong() + EVERY;
    }

    private static boolean isInUse(Prunable thing) {
        return switch (thing) {
            case CacheRecord record -> record.inUse();
            case Builder builder -> builder.state() instanceof Builder.Running running && running.building();
            default -> false;
        };
    }

    boolean isBuilding() {
        if (nanoTime.getAsLong() - askAgain >= 0 && asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("is a build running").start(this::ask);
        }
        return building;
    }

    private void ask() {
        long start = nanoTime.getAsLong();
        try {
            building = engine.cacheRecords().stream().anyMatch(CacheRecord::inUse)
                    || !engine.builderConnections().isEmpty();
        } catch (EngineException e) {
            // What is removed meanwhile meets the same engine, and tells.
            building = true;
        } finally {
            long end = nanoTime.getAsLong();
            askAgain = end + Math.max(EVERY, PAUSE_PER_ANSWER * (end - start));
            asking.set(false);
        }
    }
}
