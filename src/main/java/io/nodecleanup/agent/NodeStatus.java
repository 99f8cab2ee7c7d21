package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus.Disk;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus.EngineFacts;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.disk.FileSystemUsage;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.runner.RunOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What the agent has to say, as a status: a pure function of what it knows. */
record NodeStatus(
        long policyGeneration,
        NodeState state,
        String message,
        Optional<EngineInfo> engine,
        Optional<FileSystemUsage> disk,
        Optional<PressureWatch.Finding> pressure,
        Memory memory,
        Optional<Instant> nextRun) {

    /** A disk that moved by less is not worth a write. */
    private static final double DISK_STEP = 0.05;

    private static final Set<String> FAILED = Set.of(
            RunOutcome.Failed.name(),
            RunOutcome.LimitExceeded.name(),
            RunOutcome.PressureNotOurs.name(),
            RunOutcome.CutOff.name());

    /** What an agent that does nothing waits for. */
    static String idle(Policy rules, Optional<Instant> next, String howToRequest) {
        String pressure = rules.diskPressure().isPresent() ? "when the disk is too full, and " : "";
        return next.map(at -> "next run at " + at).orElse("runs " + pressure + "on request: " + howToRequest);
    }

    /** Of an agent whose engine does not answer. */
    static NodeState stateOf(EngineException e) {
        return e.kind() == EngineException.Kind.FORBIDDEN ? NodeState.SocketForbidden : NodeState.EngineUnreachable;
    }

    /**
     * @param before the status written last, for the times of its conditions
     */
    NodeCleanupStatus status(Optional<NodeCleanupStatus> before, Instant now) {
        List<Condition> conditionsBefore =
                before.map(NodeCleanupStatus::conditions).orElse(List.of());
        List<Condition> conditions = new ArrayList<>();
        conditions.add(Condition.of(
                Condition.READY,
                state.isReady() ? Condition.Status.True : Condition.Status.False,
                policyGeneration,
                state.name(),
                message,
                conditionsBefore,
                now));
        memory.lastRun().ifPresent(run -> conditions.add(succeeded(run, conditionsBefore, now)));
        pressure.ifPresent(found -> conditions.add(Condition.of(
                Condition.DISK_PRESSURE,
                found.status(),
                policyGeneration,
                found.reason(),
                found.message(),
                conditionsBefore,
                now)));
        return new NodeCleanupStatus(
                policyGeneration,
                conditions,
                engine.map(NodeStatus::facts)
                        .or(() -> before.map(NodeCleanupStatus::engine))
                        .orElse(null),
                disk.map(NodeStatus::disk).orElse(null),
                memory.lastRun()
                        .map(RunReport::usageAfter)
                        .or(() -> before.map(NodeCleanupStatus::usage))
                        .orElse(null),
                memory.lastRun().orElse(null),
                memory.recentRuns(),
                memory.totalReclaimedBytes(),
                memory.settledUntil(),
                memory.missedSchedules(),
                nextRun.orElse(null),
                memory.handledRequest().orElse(null));
    }

    private Condition succeeded(RunReport run, List<Condition> before, Instant now) {
        String text = run.errors().isEmpty()
                ? "run " + run.id() + " by " + run.trigger() + ": " + run.outcome()
                : String.join("; ", run.errors());
        return Condition.of(
                Condition.SUCCEEDED,
                isFailed(run) ? Condition.Status.False : Condition.Status.True,
                policyGeneration,
                run.outcome(),
                text,
                before,
                now);
    }

    /** Whether it did not do what was asked of it. */
    static boolean isFailed(RunReport run) {
        return FAILED.contains(run.outcome());
    }

    /** Whether the newer status says something that the one written last does not; a little movement of the disk or of a build is nothing. */
    static boolean isNews(NodeCleanupStatus written, NodeCleanupStatus newer) {
        return !Objects.equals(withoutMovement(written), withoutMovement(newer))
                || Math.abs(fullness(written.disk()) - fullness(newer.disk())) >= DISK_STEP;
    }

    private static NodeCleanupStatus withoutMovement(NodeCleanupStatus s) {
        return new NodeCleanupStatus(
                s.policyGeneration(),
                s.conditions() == null
                        ? null
                        : s.conditions().stream()
                                .map(NodeStatus::withoutMovement)
                                .toList(),
                s.engine(),
                null,
                s.usage(),
                s.lastRun(),
                s.recentRuns(),
                s.totalReclaimedBytes(),
                s.lastScheduleTime(),
                s.missedSchedules(),
                s.nextRunTime(),
                s.lastHandledRunRequest());
    }

    private static Condition withoutMovement(Condition c) {
        boolean moves = c.type().equals(Condition.DISK_PRESSURE)
                || (c.type().equals(Condition.READY) && c.reason().equals(NodeState.WaitingForBuilds.name()));
        return moves
                ? new Condition(c.type(), c.status(), c.observedGeneration(), c.lastTransitionTime(), c.reason(), "")
                : c;
    }

    private static double fullness(Disk disk) {
        return disk == null || disk.sizeBytes() == 0 ? 0 : (double) disk.usedBytes() / disk.sizeBytes();
    }

    private static EngineFacts facts(EngineInfo info) {
        return new EngineFacts(
                Text.bounded(info.version(), 64),
                Text.bounded(info.apiVersion(), 16),
                Text.bounded(info.imageStore(), 64));
    }

    private static Disk disk(FileSystemUsage usage) {
        return new Disk(
                Text.bounded(usage.path().toString(), 256),
                usage.sizeBytes(),
                usage.usedBytes(),
                usage.inodes(),
                usage.inodesUsed(),
                Math.round(100 * usage.usedFraction()) + "%");
    }
}
