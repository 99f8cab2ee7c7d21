package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.disk.FileSystemUsage;
import io.nodecleanup.disk.PolicyDisk;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.prune.Pressure;
import io.nodecleanup.runner.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the disk is too full, and whether to do something about it now: from the high mark on, until it is below the low one; after a run
 * that did not help, not at once again.
 */
final class PressureWatch {
    private static final Duration FIRST_WAIT = Duration.ofMinutes(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private Duration wait = Duration.ZERO;
    private Instant notBefore = Instant.MIN;
    private boolean relieving;

    /**
     * What is known of the pressure, as the condition says it.
     *
     * @param reason one of those in docs/status.md
     */
    record Finding(Condition.Status status, String reason, String message) {}

    /** What a run has to free; empty if none is due now. */
    Optional<Pressure> due(Policy policy, EngineInfo engine, Instant now) {
        if (now.isBefore(notBefore)) {
            return Optional.empty();
        }
        var disk = disk(policy, engine);
        return relieving ? disk.pressureLeft() : disk.pressure();
    }

    /**
     * After a run under pressure. Where one removed something, and builds have filled the disk meanwhile, the next comes with the next look;
     * after a fruitless one it waits for long.
     */
    void ran(Policy policy, EngineInfo engine, RunReport run, Instant now) {
        boolean fruitless =
                run.dryRun() || run.removed().isEmpty() || run.outcome().equals(RunOutcome.PressureNotOurs.name());
        var disk = disk(policy, engine);
        relieving = !fruitless && !disk.isRelieved();
        if (relieving) {
            wait = Duration.ZERO;
            notBefore = now.plus(AgentLoop.LOOK_EVERY);
        } else if (!fruitless || disk.pressure().isEmpty()) {
            wait = Duration.ZERO;
        } else {
            Duration doubled = wait.multipliedBy(2);
            wait = wait.isZero() ? FIRST_WAIT : doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
            notBefore = now.plus(wait);
        }
    }

    /** Empty where the policy has no marks, or none of its folders is there. */
    Optional<Finding> finding(Policy policy, EngineInfo engine, Optional<RunReport> lastRun) {
        if (policy.diskPressure().isEmpty()) {
            return Optional.empty();
        }
        var disk = disk(policy, engine);
        Optional<Finding> elsewhere = disk.whyElsewhere(engine.rootDir())
                .map(why -> new Finding(
                        Condition.Status.Unknown, "DiskPathMismatch", why + ": nothing is removed for want of space"));
        return elsewhere.or(() -> onDisk(disk, lastRun));
    }

    private static Optional<Finding> onDisk(PolicyDisk disk, Optional<RunReport> lastRun) {
        return disk.text().map(text -> {
            if (disk.pressure().isEmpty()) {
                return new Finding(Condition.Status.False, "BelowHighMark", text);
            }
            return lastRun.filter(run -> run.outcome().equals(RunOutcome.PressureNotOurs.name()))
                    .map(run -> new Finding(
                            Condition.Status.True,
                            RunOutcome.PressureNotOurs.name(),
                            text + "; " + String.join("; ", run.errors())))
                    .orElse(new Finding(Condition.Status.True, "AboveHighMark", text));
        });
    }

    /** The disk that counts, or the fullest of the policy's where the engine does not say which; empty if none of its folders is there. */
    static Optional<FileSystemUsage> fullest(Policy policy, Optional<EngineInfo> engine) {
        return engine.flatMap(known -> disk(policy, known).fullest())
                .or(() -> FileSystemUsage.fullest(policy.diskPaths()));
    }

    private static PolicyDisk disk(Policy policy, EngineInfo engine) {
        return PolicyDisk.of(policy, engine.rootDir(), engine.imageStore());
    }
}
