package io.nodecleanup.agent;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.PolicyReader;
import io.nodecleanup.policy.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's life: look at the policy, do what is due, report, wait for a change or the next look. */
final class AgentLoop {
    /** How often it looks without being woken: at the policy, the engine and the disk. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);

    private final AgentIdentity identity;
    private final PolicySource policies;
    private final DockerEngine engine;
    private final UsageJournal journal;
    private final PressureWatch pressures = new PressureWatch();
    private final Reports reports;
    private final RunStarter starter;
    private final Vitals vitals;
    private final Clock clock;
    private final Semaphore wake;
    private volatile boolean stopping;
    private Memory memory;
    private Optional<Policy> lastRules = Optional.empty();
    private String scheduleSeen;

    /**
     * @param wake released by whoever wants the loop to look again
     */
    AgentLoop(
            AgentIdentity identity,
            PolicySource policies,
            DockerEngine engine,
            UsageJournal journal,
            Reports reports,
            RunStarter starter,
            Vitals vitals,
            Clock clock,
            Semaphore wake) {
        this.identity = identity;
        this.policies = policies;
        this.engine = engine;
        this.journal = journal;
        this.reports = reports;
        this.starter = starter;
        this.vitals = vitals;
        this.clock = clock;
        this.wake = wake;
    }

    /** Runs until {@link #stop}. */
    void run() throws InterruptedException {
        while (!stopping) {
            Duration pause = look();
            vitals.turned();
            // Woken or not, it looks again.
            if (wake.tryAcquire(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        }
    }

    /** Ends the loop, and a run between two deletions. From any thread. */
    void stop() {
        stopping = true;
        wake.release();
    }

    /** One turn. How long until the next one, unless woken. */
    private Duration look() {
        try {
            switch (policies.look()) {
                case Sighting.Seen(CleanupPolicy policy) -> {
                    return follow(policy);
                }
                case Sighting.Broken(CleanupPolicy policy, String why) -> {
                    remember(policy);
                    report(policy, NodeState.InvalidPolicy, why, Optional.empty());
                }
                case Sighting.Gone(String why) -> LOG.info("nothing to do: {}", why);
                case Sighting.Away(String why) -> LOG.warn("nothing to do: {}", why);
            }
        } catch (KubernetesClientException e) {
            LOG.warn("cannot report, trying again: {}", e.getMessage());
        }
        return LOOK_EVERY;
    }

    private Duration follow(CleanupPolicy policy) {
        Optional<String> request = policy.runRequest();
        remember(policy);
        Policy rules;
        switch (PolicyReader.read(policy.getSpec())) {
            case Reading.Valid(Policy valid) -> {
                rules = valid;
                lastRules = Optional.of(valid);
                vitals.follows(valid);
            }
            case Reading.Invalid invalid -> {
                report(policy, NodeState.InvalidPolicy, invalid.text(), Optional.empty());
                return LOOK_EVERY;
            }
        }
        EngineInfo info;
        try {
            info = engine.info();
        } catch (EngineException e) {
            report(policy, NodeStatus.stateOf(e), e.getMessage(), Optional.empty());
            return LOOK_EVERY;
        }
        forgetOtherSchedule(policy);
        if (rules.suspend()) {
            // A request made now is not to run some day when the policy goes on.
            memory = request.map(memory::withRequestHandled).orElse(memory);
            report(policy, NodeState.Suspended, "spec.suspend is true: nothing runs", Optional.of(info));
            return LOOK_EVERY;
        }
        if (reports.reportedState().filter(NodeState.Suspended.name()::equals).isPresent()) {
            memory = memory.withScheduleSettled(now(), 0);
        }
        return act(policy, rules, request, info);
    }

    private Duration act(CleanupPolicy policy, Policy rules, Optional<String> request, EngineInfo info) {
        Instant now = clock.instant();
        memory = memory.at(now());
        return switch (Due.now(rules, request, pressures.due(rules, info, now), memory, identity.nodeName(), now)) {
            case Due.Run run -> begin(run, policy, rules, info);
            case Due.Missed(Instant tick, int missed) -> {
                Optional<String> wrongClock = starter.clockSuspicion();
                if (wrongClock.isPresent()) {
                    report(policy, NodeState.ClockSuspect, wrongClock.get(), Optional.of(info));
                    yield LOOK_EVERY;
                }
                LOG.warn("{} scheduled runs were missed by more than startingDeadline and are skipped", missed);
                memory = memory.withScheduleSettled(tick, missed);
                reportIdle(policy, rules, info);
                yield Duration.ZERO;
            }
            case Due.Nothing(Optional<Instant> next) -> {
                reportIdle(policy, rules, info);
                yield next.map(at -> Duration.between(clock.instant(), at).plusMillis(1))
                        .filter(until -> until.compareTo(LOOK_EVERY) < 0)
                        .orElse(LOOK_EVERY);
            }
        };
    }

    private void reportIdle(CleanupPolicy policy, Policy rules, EngineInfo info) {
        Optional<Instant> next = Due.next(rules, identity.nodeName(), clock.instant());
        String message = NodeStatus.idle(rules, next, policies.howToRequest());
        String warning = journal.problem().map(problem -> "; " + problem).orElse("");
        report(policy, NodeState.Idle, message + warning, Optional.of(info), next);
    }

    /** Runs what is due, if it may begin; else it stays due. */
    private Duration begin(Due.Run due, CleanupPolicy policy, Policy rules, EngineInfo info) {
        var permit = new RunPermit(policies, policy, wake, () -> stopping, clock);
        RunStarter.Outcome outcome = starter.begin(
                due,
                rules,
                info,
                permit::isWithdrawn,
                () -> memory = memory.withBegun(due),
                () -> report(policy, NodeState.Running, "a run by " + due.trigger() + " is on", Optional.of(info)));
        switch (outcome) {
            case RunStarter.Outcome.Waits(NodeState state, String why) -> {
                report(policy, state, why, Optional.of(info));
                return LOOK_EVERY;
            }
            case RunStarter.Outcome.Ran(RunReport run) -> {
                memory = memory.withRun(run).withDone(due);
                if (due instanceof Due.Pressed) {
                    pressures.ran(rules, info, run, clock.instant());
                }
                reportIdle(policy, rules, info);
            }
            case RunStarter.Outcome.Withdrawn() -> LOG.info("the policy has changed: looking again");
        }
        return Duration.ZERO;
    }

    /** At the first meeting alone. */
    private void remember(CleanupPolicy policy) {
        if (memory == null) {
            memory = reports.read()
                    .map(status -> Memory.resumed(status, identity.hasChanged(policy, status), now()))
                    .orElseGet(() -> Memory.first(policy.runRequest(), now()));
            starter.cutOff().ifPresent(run -> memory = memory.withCutOff(run));
            memory.lastRun().ifPresent(vitals::remembers);
            vitals.met();
        }
    }

    /** Ticks of a schedule that was not there at their time are none. */
    private void forgetOtherSchedule(CleanupPolicy policy) {
        String schedule = policy.getSpec().schedule() + " " + policy.getSpec().timeZone();
        if (scheduleSeen != null && !scheduleSeen.equals(schedule)) {
            memory = memory.withScheduleSettled(now(), 0);
        }
        scheduleSeen = schedule;
    }

    private void report(CleanupPolicy policy, NodeState state, String message, Optional<EngineInfo> info) {
        report(policy, state, message, info, Optional.empty());
    }

    private void report(
            CleanupPolicy policy, NodeState state, String message, Optional<EngineInfo> info, Optional<Instant> next) {
        var status = new NodeStatus(
                policy.getMetadata().getGeneration(),
                state,
                message,
                info,
                lastRules.flatMap(rules -> PressureWatch.fullest(rules, info)),
                lastRules.flatMap(rules -> info.flatMap(facts -> pressures.finding(rules, facts, memory.lastRun()))),
                memory,
                next);
        reports.report(status, now());
        if (state != NodeState.Running) {
            starter.told();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
