package io.nodecleanup.runner;

import java.util.Optional;
import java.util.function.Supplier;

/** Whether and why a run ends, for all that take part in it: whatever ends one of them ends the others. For many threads. */
final class StopSign implements Supplier<Optional<RunOutcome>> {
    private final Supplier<Optional<RunOutcome>> stop;
    private Optional<RunOutcome> end = Optional.empty();

    /** @param stop is asked no more once it has said so */
    StopSign(Supplier<Optional<RunOutcome>> stop) {
        this.stop = stop;
    }

    @Override
    public synchronized Optional<RunOutcome> get() {
        end = end.or(stop);
        return end;
    }

    /** One of those that take part has come to its end; the first reason stands. */
    synchronized void end(Optional<RunOutcome> why) {
        end = end.or(() -> why);
    }

    /** Why the run has ended so far, without asking. */
    synchronized Optional<RunOutcome> ended() {
        return end;
    }
}
