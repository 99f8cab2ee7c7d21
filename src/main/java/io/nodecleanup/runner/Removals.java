package io.nodecleanup.runner;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.RemovalOutcome;
import io.nodecleanup.engine.RemovedRecords;
import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.BuilderCache;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Volume;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries a plan out, and keeps what was done even when it cannot go on. */
public final class Removals {
    private final DockerEngine engine;
    private final RemovalLog log;
    private final Clock clock;
    private final String runId;
    private final List<Plan.Removal> removed = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    public Removals(DockerEngine engine, RemovalLog log, Clock clock, String runId) {
        this.engine = engine;
        this.log = log;
        this.clock = clock;
        this.runId = runId;
    }

    /** What is gone so far, in the order it went. */
    public List<Plan.Removal> removed() {
        return removed;
    }

    /** What failed so far, as sentences. */
    public List<String> errors() {
        return errors;
    }

    /**
     * Removes what is planned, asking before each call to the engine whether to stop.
     *
     * @param cacheRule the age rule of the build cache, which the engine checks again
     * @return why it stopped, or empty if it went to the end
     */
    public Optional<RunOutcome> carryOut(
            Plan plan, Instant plannedAt, Duration cacheRule, Supplier<Optional<RunOutcome>> stop) {
        List<Plan.Removal> records = new ArrayList<>();
        for (Plan.Removal removal : plan.removals()) {
            Optional<RunOutcome> end = Optional.empty();
            switch (removal.object()) {
                case Container container ->
                    end = stop.get().or(() -> remove(removal, () -> engine.removeContainer(container)));
                case Volume volume -> end = stop.get().or(() -> remove(removal, () -> engine.removeVolume(volume)));
                case Network network -> end = stop.get().or(() -> remove(removal, () -> engine.removeNetwork(network)));
                case Builder builder -> end = stop.get().or(() -> remove(removal, () -> engine.removeBuilder(builder)));
                case BuilderCache cache -> end = stop.get().or(() -> remove(removal, () -> engine.pruneBuilder(cache)));
                case Image image -> end = stop.get().or(() -> remove(removal, () -> engine.removeImage(image)));
                case CacheRecord record -> records.add(removal);
            }
            if (end.isPresent()) {
                return end;
            }
        }
        // Children come before their parents, so that a parent's children are gone with the calls before.
        for (int start = 0; start < records.size(); start += DockerEngine.RECORDS_AT_ONCE) {
            List<Plan.Removal> some =
                    records.subList(start, Math.min(records.size(), start + DockerEngine.RECORDS_AT_ONCE));
            Optional<RunOutcome> end = stop.get().or(() -> removeRecords(some, plannedAt, cacheRule));
            if (end.isPresent()) {
                return end;
            }
        }
        return Optional.empty();
    }

    /** The end of the run if the engine is gone, so that the rest is not tried in vain. */
    private Optional<RunOutcome> remove(Plan.Removal removal, Supplier<RemovalOutcome> call) {
        try {
            switch (call.get()) {
                case RemovalOutcome.Removed() -> {
                    removed.add(removal);
                    log(removal, "removed", removal.reason().text());
                }
                case RemovalOutcome.AlreadyGone() -> log(removal, "gone", "it is gone, or no longer what was planned");
                case RemovalOutcome.Refused(String why) -> log(removal, "refused", why);
            }
            return Optional.empty();
        } catch (EngineException e) {
            errors.add(removal.object().displayName() + ": " + e.getMessage());
            log(removal, "failed", e.getMessage());
            return e.kind() == EngineException.Kind.FAILED ? Optional.empty() : Optional.of(RunOutcome.Failed);
        }
    }

    private Optional<RunOutcome> removeRecords(List<Plan.Removal> removals, Instant plannedAt, Duration cacheRule) {
        List<CacheRecord> records =
                removals.stream().map(removal -> (CacheRecord) removal.object()).toList();
        Duration sincePlan = Duration.between(plannedAt, clock.instant()).plusSeconds(1);
        try {
            RemovedRecords done =
                    engine.removeRecords(records, cacheRule.compareTo(sincePlan) > 0 ? cacheRule : sincePlan);
            for (Plan.Removal removal : removals) {
                if (done.ids().contains(removal.object().id())) {
                    removed.add(removal);
                    log(removal, "removed", removal.reason().text());
                } else {
                    log(removal, "refused", "the engine keeps it: used since the plan was made, or something needs it");
                }
            }
            return Optional.empty();
        } catch (EngineException e) {
            errors.add("build cache: " + e.getMessage());
            return Optional.of(RunOutcome.Failed);
        }
    }

    private void log(Plan.Removal removal, String action, String message) {
        log.write(runId, action, removal.object(), removal.reason().name(), message);
    }
}
