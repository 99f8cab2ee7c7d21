package io.nodecleanup.runner;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.RemovalOutcome;
import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.BuilderCache;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.prune.Touches;
import io.nodecleanup.prune.Volume;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Carries a plan out, and keeps what was done even when it cannot go on. It goes in the order of the plan, but for the build
 * cache, which comes last; many requests are in flight as long as the engine takes it well. To be used by one thread.
 *
 * <p>Images and records at the same time took a graph driver longer than one after the other (Engine 20.10, 2,200 images and 509 records,
 * median of four: 21.2 s and 18.3 s): they wait for the same locks and for the same disk.
 */
public final class Removals {
    /**
     * Under pressure the disk is looked at before each deletion; so many go before images and records change places, and an eighth of all at
     * most: what an image shares with the build cache is free when both are gone, and {@code disk.Relief} looks for that.
     */
    private static final int SLICE = 100;

    private static final int LEAST_SLICE = 5;

    /** What is in flight when the low mark is reached goes too much. */
    private static final int IN_FLIGHT_UNDER_PRESSURE = 8;

    /** So does the rest of a call when it is reached: so many records of the build cache go in one. */
    private static final int RECORDS_UNDER_PRESSURE = 5;

    private final DockerEngine engine;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final EngineReturn engineReturn;
    private final Ledger ledger;
    private final Pace pace;
    private final OwnTouches touches = new OwnTouches();
    private final BuildSight builds;

    /** Those that were to go and are not gone. */
    private final Set<Container> staying = ConcurrentHashMap.newKeySet();

    public Removals(DockerEngine engine, RemovalLog log, Clock clock, String runId) {
        this(engine, log, clock, runId, Thread::sleep);
    }

    /** @param pause how to wait for an engine that went away */
    public Removals(DockerEngine engine, RemovalLog log, Clock clock, String runId, Pause pause) {
        this(engine, log, clock, runId, System::nanoTime, pause);
    }

    Removals(DockerEngine engine, RemovalLog log, Clock clock, String runId, LongSupplier nanoTime, Pause pause) {
        this.engine = engine;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.pause = pause;
        engineReturn = new EngineReturn(engine, pause);
        ledger = new Ledger(log, runId);
        pace = new Pace(nanoTime);
        builds = new BuildSight(engine, nanoTime);
    }

    /** What is gone so far, in the order it went. */
    public List<Plan.Removal> removed() {
        return ledger.removed();
    }

    /** How many things are gone so far. */
    public int removedCount() {
        return ledger.removedCount();
    }

    /** The ids of the images that are gone so far. */
    public Set<String> removedImages() {
        return removed().stream()
                .map(Plan.Removal::object)
                .filter(Image.class::isInstance)
                .map(Prunable::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What failed so far, as sentences. */
    public List<String> errors() {
        return ledger.errors();
    }

    /** Which of these records look used since the plan, and only by what was removed here. */
    public Touches touched(List<CacheRecord> now) {
        return touches.among(now);
    }

    /**
     * Removes what is planned, asking before each call to the engine whether to stop. An engine that goes away is waited for some time; what
     * then got no answer is tried again.
     *
     * @param plannedAt before the plan's inventory was read: what was used since then the plan may not know
     * @param cacheRule the age rule of the build cache, which the engine checks again
     * @param stop asked before each call; calls that have begun are not cut short
     * @return why it stopped, or empty if it went to the end
     */
    public Optional<RunOutcome> carryOut(
            Plan plan, Instant plannedAt, Duration cacheRule, Supplier<Optional<RunOutcome>> stop) {
        touches.planned(plan);
        return carryOut(plan, plannedAt, cacheRule, Pace.MOST, DockerEngine.RECORDS_AT_ONCE, stop);
    }

    /** As {@link #carryOut}, but close to the order of the plan, and with few in flight: not much more goes after {@code stop} has said so. */
    public Optional<RunOutcome> relieve(
            Plan plan, Instant plannedAt, Duration cacheRule, Supplier<Optional<RunOutcome>> stop) {
        touches.planned(plan);
        Optional<RunOutcome> end = Optional.empty();
        int count = plan.removals().size();
        int slice = Math.clamp(count / 8, LEAST_SLICE, SLICE);
        for (int from = 0; end.isEmpty() && from < count; from += slice) {
            Plan part = plan.part(from, Math.min(count, from + slice));
            end = carryOut(part, plannedAt, cacheRule, IN_FLIGHT_UNDER_PRESSURE, RECORDS_UNDER_PRESSURE, stop);
        }
        return end;
    }

    private Optional<RunOutcome> carryOut(
            Plan plan,
            Instant plannedAt,
            Duration cacheRule,
            int atMost,
            int recordsAtOnce,
            Supplier<Optional<RunOutcome>> stop) {
        builds.begin(plan);
        Map<Boolean, List<Plan.Removal>> byRecord = plan.removals().stream()
                .collect(Collectors.partitioningBy(removal -> removal.object() instanceof CacheRecord));
        var inFlight = new InFlight(
                this::remove, () -> Math.min(atMost, pace.limit(builds.isBuilding())), pace::removed, nanoTime, ledger);
        var records = new RecordRounds(
                byRecord.get(true), recordsAtOnce, engine, touches, ledger, clock, pause, engineReturn);
        Optional<RunOutcome> end = inFlight.carryOut(byRecord.get(false), stop, () -> engineReturn.await(stop));
        return end.isPresent() ? end : records.carryOut(plannedAt, cacheRule, stop);
    }

    private RemovalOutcome remove(Prunable object) {
        return switch (object) {
            case Container container -> remove(container);
            case Volume volume -> remove(volume);
            case Network network -> engine.removeNetwork(network);
            case Builder builder -> engine.removeBuilder(builder);
            case BuilderCache cache -> engine.pruneBuilder(cache);
            case Image image -> remove(image);
            case CacheRecord record -> throw new IllegalArgumentException("records go in batches: " + record.id());
        };
    }

    private RemovalOutcome remove(Container container) {
        staying.add(container);
        RemovalOutcome outcome = engine.removeContainer(container);
        if (!(outcome instanceof RemovalOutcome.Refused)) {
            staying.remove(container);
        }
        return outcome;
    }

    /** The engine itself would delete an image under the container that has it mounted. */
    private RemovalOutcome remove(Image image) {
        return unlessMounted(container -> container.mayMount(image), () -> engine.removeImage(image));
    }

    /** So it would a volume, if the container has a folder inside it by its path. */
    private RemovalOutcome remove(Volume volume) {
        return unlessMounted(
                container -> container.mountedVolumes().contains(volume.name()), () -> engine.removeVolume(volume));
    }

    private RemovalOutcome unlessMounted(Predicate<Container> mounts, Supplier<RemovalOutcome> removal) {
        return staying.stream()
                .filter(mounts)
                .findFirst()
                .<RemovalOutcome>map(container -> new RemovalOutcome.Refused(
                        "it is mounted into container " + container.name() + ", which stays"))
                .orElseGet(removal);
    }
}
