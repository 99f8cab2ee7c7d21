package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.policy.Policy;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what is due, once it may begin. */
final class RunStarter {
    private static final Logger LOG = LoggerFactory.getLogger(RunStarter.class);

    private final Gate gate;
    private final CleanupRun cleanup;
    private final Vitals vitals;

    /** What came of it. */
    sealed interface Outcome {
        /** It may not begin yet, and stays due. */
        record Waits(NodeState state, String why) implements Outcome {}

        /** It was on. */
        record Ran(RunReport run) implements Outcome {}

        /** It is not wanted any more. */
        record Withdrawn() implements Outcome {}
    }

    RunStarter(Gate gate, CleanupRun cleanup, Vitals vitals) {
        this.gate = gate;
        this.cleanup = cleanup;
        this.vitals = vitals;
    }

    /**
     * Runs it, if it may begin.
     *
     * @param withdrawn whether the run must not begin, or stop, since the policy changed or went, or the agent is to end
     * @param begins told that it is about to begin
     * @param isOn told, by another thread, that it has been on for some time
     */
    Outcome begin(
            Due.Run due, Policy policy, EngineInfo engine, BooleanSupplier withdrawn, Runnable begins, Runnable isOn) {
        Gate.Answer answer;
        try {
            answer = gate.ask(due, policy, engine);
        } catch (EngineException e) {
            return new Outcome.Waits(NodeStatus.stateOf(e), e.getMessage());
        }
        return switch (answer) {
            case Gate.Answer.Closed(NodeState state, String why) -> new Outcome.Waits(state, why);
            case Gate.Answer.Open open -> {
                try (open) {
                    yield withdrawn.getAsBoolean()
                            ? new Outcome.Withdrawn()
                            : new Outcome.Ran(run(due, policy, withdrawn, begins, isOn));
                }
            }
        };
    }

    /** Why the clock, and so the schedule, cannot be believed; empty if it can. */
    Optional<String> clockSuspicion() {
        return gate.clockSuspicion();
    }

    /** The report of the last run has been taken. */
    void told() {
        cleanup.told();
    }

    /** A run that an agent before this one began and did not tell the end of. */
    Optional<RunMark.CutOff> cutOff() {
        return cleanup.cutOff();
    }

    private RunReport run(Due.Run due, Policy policy, BooleanSupplier withdrawn, Runnable begins, Runnable isOn) {
        LOG.info("run by {}", due.trigger());
        begins.run();
        try (var announcement = new Announcement(isOn)) {
            announcement.start();
            RunReport run = cleanup.run(policy, due, withdrawn);
            vitals.ran(run);
            return run;
        }
    }
}
