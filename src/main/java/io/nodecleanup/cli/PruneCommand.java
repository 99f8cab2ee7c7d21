package io.nodecleanup.cli;

import io.nodecleanup.disk.PolicyDisk;
import io.nodecleanup.disk.Relief;
import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Pressure;
import io.nodecleanup.runner.EngineLock;
import io.nodecleanup.runner.Removals;
import io.nodecleanup.runner.RunOutcome;
import io.nodecleanup.runner.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prune}: removes what a policy, or Docker's own words, let go, after asking. */
@Command(
        name = "prune",
        description = {
            "Removes from this machine's engine what a policy lets go, or what 'docker system prune' would by the same words:"
                    + " stopped containers, unused networks, dangling images and dangling build cache; with --all, all unused"
                    + " images and build cache; with --volumes, anonymous volumes. It asks before it removes anything.",
            "Exits with 0 when done, 1 when something failed or the answer was no, 2 when it was called wrongly."
        },
        mixinStandardHelpOptions = true)
public final class PruneCommand implements Callable<Integer> {
    private static final String RUN = "prune";

    /** A call to the engine may take its time; who cannot wait for it kills. */
    private static final Duration STOP_WITHIN = Duration.ofMinutes(2);

    /** Events since the plan are heard for two hours; half of that is left for the removal, which may take an hour by default. */
    private static final Duration ANSWER_WITHIN = Duration.ofHours(1);

    private final Supplier<Optional<Terminal>> findTerminal;
    private final Clock clock;

    @Mixin
    private EngineOption engineOption;

    @Mixin
    private RuleOptions ruleOptions;

    @Mixin
    private OutputOption output;

    @Option(
            names = {"-f", "--force"},
            description = "Do not ask. Needed where there is no terminal.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    public PruneCommand() {
        this(Terminal::find, Clock.systemUTC());
    }

    PruneCommand(Supplier<Optional<Terminal>> findTerminal, Clock clock) {
        this.findTerminal = findTerminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ChosenRules rules = ruleOptions.choose(clock.instant(), ZoneId.systemDefault());
        Optional<Terminal> terminal = findTerminal.get();
        Policy policy = rules.policy();
        if (policy.suspend()) {
            throw new UsageException("the policy has suspend: true, so nothing runs; take it out to prune by it");
        }
        if (!force && !policy.dryRun() && terminal.isEmpty()) {
            throw new UsageException(
                    "there is no terminal to ask on: add --force to remove without asking, or run 'plan' with the same"
                            + " words to see what would go");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!output.isJson()) {
            rules.print(out);
        }
        try (DockerJavaEngine engine = engineOption.open(policy)) {
            Instant plannedAt = clock.instant();
            Known known = Known.read(engine, policy.rules(), ruleOptions.state(), clock);
            EngineInfo info = engine.info();
            var planNow = PlanNow.of(known, policy, info, plannedAt);
            Plan plan = planNow.plan();
            if (!output.isJson()) {
                planNow.print(out);
            }
            var report = new PruneReport(rules, plan);
            if (policy.dryRun()) {
                report.printDryRun(output.isJson(), out);
                return 0;
            }
            Optional<String> no = force || plan.removals().isEmpty()
                    ? Optional.empty()
                    : disagreed(terminal.orElseThrow(), plan, plannedAt);
            if (no.isPresent()) {
                spec.commandLine().getErr().println("nothing is removed: " + no.get());
                return 1;
            }
            var stopping = new AtomicBoolean();
            // Ctrl-C lets it end between two deletions and say what was done.
            try (var _ = lock(info).orElse(null);
                    var _ = new StopSignal(() -> stop(stopping), STOP_WITHIN)) {
                PruneReport.Ending ending = carryOut(engine, info, policy, planNow, plannedAt, terminal, stopping::get);
                report.print(ending, output.isJson(), out);
                return ending.outcome() == RunOutcome.Completed ? 0 : 1;
            }
        }
    }

    /** Not needed where there is no such folder: then no agent is there, either. */
    private Optional<EngineLock> lock(EngineInfo engine) {
        Path folder = ruleOptions.state();
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try {
            String holder = "prune by hand, process " + ProcessHandle.current().pid();
            Optional<EngineLock> lock = EngineLock.take(folder, engine.id(), holder);
            if (lock.isEmpty()) {
                throw new UsageException("another run is on at this engine, of "
                        + EngineLock.holder(folder, engine.id()) + ": try again when it is over");
            }
            return lock;
        } catch (IOException e) {
            throw new UsageException(
                    "cannot lock the engine against other runs, in " + folder + ": " + e
                            + "; run it as root, or give --state a folder of your own",
                    e);
        }
    }

    private void stop(AtomicBoolean stopping) {
        stopping.set(true);
        spec.commandLine().getErr().println("stopping: what is being removed now is the last");
        spec.commandLine().getErr().flush();
    }

    /** Why not, as the end of a sentence; empty if it may go. */
    private Optional<String> disagreed(Terminal terminal, Plan plan, Instant plannedAt) {
        boolean agreed = terminal.agrees("This will remove " + new PlanTables(plan, Map.of()).removes()
                + ".\nAre you sure you want to continue?");
        if (!agreed) {
            return Optional.of("the answer was not yes");
        }
        return clock.instant().isAfter(plannedAt.plus(ANSWER_WITHIN))
                ? Optional.of("the plan is more than an hour old by now; run it again")
                : Optional.empty();
    }

    private PruneReport.Ending carryOut(
            DockerEngine engine,
            EngineInfo info,
            Policy policy,
            PlanNow planNow,
            Instant plannedAt,
            Optional<Terminal> terminal,
            BooleanSupplier stopping) {
        Plan plan = planNow.plan();
        var outcomes = new Outcomes(plan, terminal);
        var removals = new Removals(engine, outcomes, clock, RUN);
        long before = plan.removals().isEmpty() ? 0 : engine.diskUsage().totalBytes();
        Instant deadline = clock.instant().plus(policy.deadline());
        Duration cacheRule = policy.rules().leastRecordAge(planNow.pressure().map(Pressure::unusedFor));
        Supplier<Optional<RunOutcome>> stop = () -> {
            if (stopping.getAsBoolean()) {
                return Optional.of(RunOutcome.Stopped);
            }
            return clock.instant().isAfter(deadline) ? Optional.of(RunOutcome.DeadlineExceeded) : Optional.empty();
        };
        var relief = new Relief(
                PolicyDisk.of(policy, info.rootDir(), info.imageStore()),
                plan.removals().size());
        Optional<RunOutcome> end = planNow.pressure().isPresent()
                ? removals.relieve(
                        plan,
                        plannedAt,
                        cacheRule,
                        () -> relief.end(removals.removedCount(), RunOutcome.Completed, RunOutcome.PressureNotOurs)
                                .or(stop))
                : removals.carryOut(plan, plannedAt, cacheRule, stop);
        terminal.ifPresent(Terminal::clear);
        List<String> errors = new ArrayList<>(removals.errors());
        relief.whyVain().ifPresent(errors::add);
        Optional<Long> reclaimed = Optional.of(0L);
        if (!removals.removed().isEmpty()) {
            reclaimed = bytes(engine, errors).map(after -> Math.max(0, before - after));
        }
        return new PruneReport.Ending(
                errors.isEmpty() ? end.orElse(RunOutcome.Completed) : RunOutcome.Failed,
                List.copyOf(removals.removed()),
                outcomes.left(),
                reclaimed,
                errors);
    }

    /** What was removed is told even if the engine is gone now. */
    private static Optional<Long> bytes(DockerEngine engine, List<String> errors) {
        try {
            return Optional.of(engine.diskUsage()).map(DiskUsage::totalBytes);
        } catch (EngineException e) {
            errors.add(e.getMessage());
            return Optional.empty();
        }
    }
}
