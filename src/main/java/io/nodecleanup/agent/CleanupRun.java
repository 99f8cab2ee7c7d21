package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.disk.PolicyDisk;
import io.nodecleanup.disk.Relief;
import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.engine.Survey;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Planner;
import io.nodecleanup.prune.Pressure;
import io.nodecleanup.prune.Usage;
import io.nodecleanup.runner.Pause;
import io.nodecleanup.runner.RemovalLog;
import io.nodecleanup.runner.Removals;
import io.nodecleanup.runner.RunOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** One run: inventory, plan, removal, report. */
final class CleanupRun {
    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DockerEngine engine;
    private final UsageJournal journal;
    private final RemovalLog log;
    private final RunMark mark;
    private final Clock clock;
    private final Pause pause;

    CleanupRun(DockerEngine engine, UsageJournal journal, RemovalLog log, RunMark mark, Clock clock) {
        this(engine, journal, log, mark, clock, Thread::sleep);
    }

    /** @param pause how to wait for an engine that went away */
    CleanupRun(DockerEngine engine, UsageJournal journal, RemovalLog log, RunMark mark, Clock clock, Pause pause) {
        this.engine = engine;
        this.journal = journal;
        this.log = log;
        this.mark = mark;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Runs the policy once. Nothing is thrown: whatever goes wrong is in the report, beside what was removed before.
     *
     * @param due what started it
     * @param withdrawn whether the run must stop, since the policy changed or went, or the agent is to end
     */
    RunReport run(Policy policy, Due.Run due, BooleanSupplier withdrawn) {
        Instant start = now();
        Optional<Pressure> pressure =
                due instanceof Due.Pressed(Pressure asked) ? Optional.of(asked) : Optional.empty();
        var progress = new Progress(policy, RUN_ID.format(start), due, start, withdrawn);
        // From here on, since already the inventory may take more memory than the agent has.
        mark.isOn(progress::begun);
        boolean dry = policy.dryRun();
        try {
            progress.look(engine.info());
            progress.surveyBegan = clock.instant();
            Survey survey = engine.survey(pressure.isPresent() || policy.rules().weighImageAges());
            progress.before = survey.diskUsage();
            progress.planned(survey.inventory().withVolumeBytes(progress.before.volumeBytes()), pressure);
            dry |= due instanceof Due.Scheduled && progress.exceeds(policy.maxRemovedPercent());
            if (dry) {
                progress.logPlan();
            } else {
                progress.carryOut(pressure);
                mark.isEnding(progress.begun());
                journal.pruned(progress.removals.removedImages(), progress.removals::touched);
            }
            progress.after = dry ? progress.before : engine.diskUsage();
        } catch (EngineException e) {
            progress.outcome = RunOutcome.Failed;
            progress.errors.add(e.getMessage());
        }
        return progress.report(dry);
    }

    /** The report of the last run has been taken. */
    void told() {
        mark.isTold();
    }

    /** A run that an agent before this one began and did not tell the end of. */
    Optional<RunMark.CutOff> cutOff() {
        return mark.cutOff();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** How far the run has come; what is null has not been reached. */
    private final class Progress {
        private final Policy policy;
        private final String id;
        private final Due.Run due;
        private final Instant start;
        private final Instant deadline;
        private final BooleanSupplier withdrawn;
        private final Removals removals;
        private final List<String> errors = new ArrayList<>();
        private RunOutcome outcome = RunOutcome.Completed;
        private PolicyDisk disks;
        private PolicyDisk disk;
        private Optional<Long> freeBefore = Optional.empty();
        private Plan plan = Plan.NOTHING;
        private Instant surveyBegan;
        private DiskUsage before;
        private DiskUsage after;

        Progress(Policy policy, String id, Due.Run due, Instant start, BooleanSupplier withdrawn) {
            this.policy = policy;
            this.id = id;
            this.due = due;
            this.start = start;
            this.deadline = start.plus(policy.deadline());
            this.withdrawn = withdrawn;
            this.removals = new Removals(engine, log, clock, id, pause);
        }

        void look(EngineInfo info) {
            disks = PolicyDisk.of(policy, info.rootDir(), info.imageStore());
            disk = disks.fullestAlone();
            freeBefore = disk.freeBytes();
        }

        void planned(Inventory inventory, Optional<Pressure> pressure) {
            Usage usage = journal.usage(inventory);
            plan = Planner.plan(inventory, usage, policy.rules(), pressure, clock.instant());
            pressure.filter(asked -> plan.eligibleBytes() < asked.bytesAboveHigh())
                    .ifPresent(this::notOurs);
        }

        private void notOurs(Pressure pressure) {
            outcome = RunOutcome.PressureNotOurs;
            long known = before.totalBytes();
            long used = disk.usedBytes().orElse(known);
            errors.add(RunErrors.pressureNotOurs(used, known, pressure.bytesAboveHigh(), plan.eligibleBytes()));
        }

        void carryOut(Optional<Pressure> pressure) {
            Duration cacheRule = policy.rules().leastRecordAge(pressure.map(Pressure::unusedFor));
            var relief = new Relief(disks, plan.removals().size());
            Optional<RunOutcome> end = pressure.isPresent()
                    ? removals.relieve(
                            plan,
                            surveyBegan,
                            cacheRule,
                            () -> relief.end(removals.removedCount(), RunOutcome.Completed, RunOutcome.PressureNotOurs)
                                    .or(this::stop))
                    : removals.carryOut(plan, surveyBegan, cacheRule, this::stop);
            relief.whyVain().ifPresent(errors::add);
            outcome = end.orElse(outcome);
            if (!removals.errors().isEmpty()) {
                outcome = RunOutcome.Failed;
            }
        }

        void logPlan() {
            for (Plan.Removal removal : plan.removals()) {
                log.write(
                        id,
                        "would-remove",
                        removal.object(),
                        removal.reason().name(),
                        removal.reason().text());
            }
        }

        /** Only images and build cache count: the limit is on what builds would have to make again. */
        boolean exceeds(OptionalInt maxRemovedPercent) {
            long bytes = before.images().sizeBytes() + before.buildCache().sizeBytes();
            long removes = plan.predictedBytesOfBuilds();
            if (maxRemovedPercent.isEmpty() || 100 * removes <= maxRemovedPercent.getAsInt() * bytes) {
                return false;
            }
            outcome = RunOutcome.LimitExceeded;
            errors.add(RunErrors.limitExceeded(removes, bytes, maxRemovedPercent.getAsInt()));
            return true;
        }

        RunMark.Begun begun() {
            List<RunReport.Count> removed = RunReports.countRemovals(removals.removed());
            return RunMark.Begun.by(due, id, start, policy.dryRun(), plan.predictedBytes(), removed);
        }

        private Optional<RunOutcome> stop() {
            mark.isOn(this::begun);
            if (withdrawn.getAsBoolean()) {
                return Optional.of(RunOutcome.Stopped);
            }
            return clock.instant().isAfter(deadline) ? Optional.of(RunOutcome.DeadlineExceeded) : Optional.empty();
        }

        private String text(long reclaimed) {
            boolean unknown = after == null && !removals.removed().isEmpty();
            return unknown ? "unknown" : ByteSize.text(reclaimed);
        }

        RunReport report(boolean dryRun) {
            List<Plan.Removal> gone = dryRun ? plan.removals() : removals.removed();
            // Builds may add while we remove: then less than nothing would have been reclaimed.
            long reclaimed =
                    before == null || after == null ? 0 : Math.max(0, before.totalBytes() - after.totalBytes());
            errors.addAll(0, removals.errors());
            return new RunReport(
                    id,
                    due.trigger(),
                    start,
                    now(),
                    dryRun,
                    outcome.name(),
                    plan.predictedBytes(),
                    reclaimed,
                    dryRun ? "would " + ByteSize.text(plan.predictedBytes()) : text(reclaimed),
                    freeBefore
                            .flatMap(bytes -> disk.freeBytes().map(free -> free - bytes))
                            .orElse(null),
                    before == null ? null : RunReports.usage(before),
                    after == null ? null : RunReports.usage(after),
                    RunReports.countRemovals(gone),
                    RunReports.countKeeps(plan.keeps()),
                    RunReports.largestRemovals(gone),
                    RunReports.largestKeeps(plan.keeps()),
                    RunReports.bounded(errors));
        }
    }
}
