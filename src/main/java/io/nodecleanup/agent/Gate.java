package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.policy.DurationText;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.runner.EngineLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a run that is due may begin: what it goes by must be believed, and it must not be in anybody's way. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Path state;
    private final String holder;
    private final ClockWatch clock;
    private final BuildWatch builds;

    /** The answer. */
    sealed interface Answer {
        /** It may; to be closed at its end. */
        record Open(Optional<EngineLock> lock) implements Answer, AutoCloseable {
            @Override
            public void close() {
                lock.ifPresent(EngineLock::close);
            }
        }

        /** Not now; it stays due. */
        record Closed(NodeState state, String message) implements Answer {}
    }

    /**
     * @param state the folder of what the agents of this node remember
     * @param holder who runs, for others on the node to read
     */
    Gate(Path state, String holder, ClockWatch clock, BuildWatch builds) {
        this.state = state;
        this.holder = holder;
        this.clock = clock;
        this.builds = builds;
    }

    /** One with this machine's clocks. */
    static Gate of(Path state, String holder, DockerEngine engine, Clock clock) {
        return new Gate(
                state, holder, new ClockWatch(state, () -> ClockReading.now(clock)), new BuildWatch(engine, clock));
    }

    /**
     * Asks for a run that is due.
     *
     * @throws io.nodecleanup.engine.EngineException if the engine cannot be asked
     */
    Answer ask(Due.Run due, Policy policy, EngineInfo engine) {
        return switch (due) {
            case Due.Requested requested -> {
                // Whoever asks has looked at the clock.
                clock.believe();
                yield lock(engine);
            }
            case Due.Scheduled scheduled ->
                suspect().or(() -> building(policy, scheduled.late())).orElseGet(() -> lock(engine));
            // A build that runs may fail without one.
            case Due.Pressed pressed -> suspect().orElseGet(() -> lock(engine));
        };
    }

    /** Waits long enough before startingDeadline that the run is not missed. */
    private Optional<Answer> building(Policy policy, Duration late) {
        Duration longest = policy.startingDeadline().minus(AgentLoop.LOOK_EVERY.multipliedBy(2));
        Duration patience =
                (policy.waitForBuilds().compareTo(longest) < 0 ? policy.waitForBuilds() : longest).minus(late);
        if (!patience.isPositive()) {
            return Optional.empty();
        }
        return builds.running()
                .map(step -> new Answer.Closed(
                        NodeState.WaitingForBuilds,
                        "a scheduled run is due and waits for a running build, at most %s more; it is at: %s"
                                .formatted(DurationText.of(Duration.ofSeconds(patience.toSeconds())), step)));
    }

    /** Why the clock cannot be believed; empty if it can. */
    Optional<String> clockSuspicion() {
        return clock.suspicion();
    }

    private Optional<Answer> suspect() {
        return clockSuspicion().map(why -> new Answer.Closed(NodeState.ClockSuspect, why));
    }

    private Answer lock(EngineInfo engine) {
        try {
            Optional<EngineLock> lock = EngineLock.take(state, engine.id(), holder);
            return lock.isPresent()
                    ? new Answer.Open(lock)
                    : new Answer.Closed(
                            NodeState.WaitingForOtherRun,
                            "a run is due and waits for another one at the same engine, of "
                                    + EngineLock.holder(state, engine.id()));
        } catch (IOException e) {
            // Then no other can have it either.
            LOG.warn("cannot lock the engine, in {}: {}", state, e.toString());
            return new Answer.Open(Optional.empty());
        }
    }
}
