package io.nodecleanup.runner;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for an engine that went away, such as for an upgrade: asks again and again, less and less often, and gives up in the end. */
final class EngineReturn {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    static final Duration GIVE_UP_AFTER = Duration.ofMinutes(2);

    private final DockerEngine engine;
    private final Pause pause;

    EngineReturn(DockerEngine engine, Pause pause) {
        this.engine = engine;
        this.pause = pause;
    }

    /**
     * Waits in the calling thread.
     *
     * @param stop asked before each look
     * @return how the run ends, if the engine is not back; else empty
     */
    Optional<RunOutcome> await(Supplier<Optional<RunOutcome>> stop) {
        Duration waited = Duration.ZERO;
        for (Duration next = FIRST_PAUSE; waited.compareTo(GIVE_UP_AFTER) < 0; next = next.multipliedBy(2)) {
            Duration now = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
            try {
                pause.last(now);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of(RunOutcome.Stopped);
            }
            waited = waited.plus(now);
            Optional<RunOutcome> end = stop.get();
            if (end.isPresent()) {
                return end;
            }
            if (answers()) {
                return Optional.empty();
            }
        }
        return Optional.of(RunOutcome.Failed);
    }

    private boolean answers() {
        try {
            engine.info();
            return true;
        } catch (EngineException e) {
            return false;
        }
    }
}
