package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus.RunSummary;
import io.nodecleanup.api.v1alpha1.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the agent knows of its past; it is kept in its NodeCleanup's status and read back from there after a restart.
 *
 * @param settledUntil scheduled times up to this one have been run, skipped, or were none of this agent's business
 * @param handledRequest the run request that was run last, or was there already when the agent met its policy
 * @param recentRuns the latest first, at most five
 */
record Memory(
        Instant settledUntil,
        int missedSchedules,
        Optional<String> handledRequest,
        long totalReclaimedBytes,
        Optional<RunReport> lastRun,
        List<RunSummary> recentRuns) {
    private static final int RECENT_RUNS = 5;

    /** Clocks are corrected by less, all the time; a tick must not run twice for that. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** Of an agent that meets its policy for the first time: what was asked for before is not for it. */
    static Memory first(Optional<String> presentRequest, Instant now) {
        return new Memory(now, 0, presentRequest, 0, Optional.empty(), List.of());
    }

    /**
     * Of an agent that comes back; what its last report does not hold is as at a first meeting.
     *
     * @param changed whether the policy is not the one that was last reported on: it may have another schedule, of which ticks before now
     *     are none
     */
    static Memory resumed(NodeCleanupStatus status, boolean changed, Instant now) {
        return new Memory(
                !changed ? Objects.requireNonNullElse(status.lastScheduleTime(), now) : now,
                Objects.requireNonNullElse(status.missedSchedules(), 0),
                Optional.ofNullable(status.lastHandledRunRequest()),
                Objects.requireNonNullElse(status.totalReclaimedBytes(), 0L),
                Optional.ofNullable(status.lastRun()),
                status.recentRuns() == null ? List.of() : status.recentRuns());
    }

    Memory withScheduleSettled(Instant tick, int missed) {
        return new Memory(tick, missedSchedules + missed, handledRequest, totalReclaimedBytes, lastRun, recentRuns);
    }

    Memory withRequestHandled(String request) {
        return new Memory(
                settledUntil, missedSchedules, Optional.of(request), totalReclaimedBytes, lastRun, recentRuns);
    }

    /** A run begins. Its tick is not run again, even if the agent is ended in the middle of it: the run may be why. */
    Memory withBegun(Due.Run due) {
        return due instanceof Due.Scheduled(Instant tick, Duration late, int missed)
                ? withScheduleSettled(tick, missed)
                : this;
    }

    /** A run is over. */
    Memory withDone(Due.Run due) {
        return due instanceof Due.Requested(String value) ? withRequestHandled(value) : this;
    }

    /**
     * A run of the agent before this one was cut off. Neither its request nor its tick is run again: the run may be why the agent ended. If
     * its end has been told, it was not cut off.
     */
    Memory withCutOff(RunMark.CutOff run) {
        if (lastRun.filter(last -> last.id().equals(run.report().id())).isPresent()) {
            return this;
        }
        Memory told = withRun(run.report());
        Memory handled = run.request().map(told::withRequestHandled).orElse(told);
        return run.tick()
                .filter(tick -> tick.isAfter(settledUntil))
                .map(tick -> handled.withScheduleSettled(tick, 0))
                .orElse(handled);
    }

    /** A clock that was ahead for a while has settled what is yet to come; that would not run until the time is reached. */
    Memory at(Instant now) {
        return settledUntil.isAfter(now.plus(AHEAD)) ? withScheduleSettled(now, 0) : this;
    }

    /** A dry run adds nothing to the total. */
    Memory withRun(RunReport run) {
        var summary = new RunSummary(
                run.id(), run.trigger(), run.completionTime(), run.dryRun(), run.outcome(), run.reclaimedBytes());
        return new Memory(
                settledUntil,
                missedSchedules,
                handledRequest,
                totalReclaimedBytes + run.reclaimedBytes(),
                Optional.of(run),
                Stream.concat(Stream.of(summary), recentRuns.stream())
                        .limit(RECENT_RUNS)
                        .toList());
    }
}
