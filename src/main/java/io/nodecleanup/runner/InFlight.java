package io.nodecleanup.runner;

import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.RemovalOutcome;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.runner.Waiting.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Removals, as many in flight at a time as their pace allows. The calls have threads of their own; everything else, what was
 * asked for to stop and what came of each, is done in the calling thread. When told to stop it begins no more, and waits for those begun.
 */
final class InFlight {
    private static final int MOST_TRIES = 3;

    private final Function<Prunable, RemovalOutcome> call;
    private final IntSupplier limit;
    private final LongSupplier nanoTime;
    private final Ledger ledger;
    private final LongConsumer removedInNanos;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Set<Thread> threads = new HashSet<>();
    private final List<Answer> unanswered = new ArrayList<>();
    private Waiting waiting;
    private Optional<RunOutcome> end = Optional.empty();

    private record Answer(
            Turn turn,
            Thread thread,
            Optional<RemovalOutcome> outcome,
            Optional<EngineException> failure,
            long nanos) {}

    /**
     * @param limit how many may be in flight now
     * @param removedInNanos told how long each took that has been removed
     */
    InFlight(
            Function<Prunable, RemovalOutcome> call,
            IntSupplier limit,
            LongConsumer removedInNanos,
            LongSupplier nanoTime,
            Ledger ledger) {
        this.call = call;
        this.limit = limit;
        this.removedInNanos = removedInNanos;
        this.nanoTime = nanoTime;
        this.ledger = ledger;
    }

    /**
     * Carries them out, in their order where nothing else is against it.
     *
     * @param stop asked before each call
     * @param engineReturn waits for an engine that went away; how the run ends if it stays away
     * @return why it stopped, or empty if all were tried
     */
    Optional<RunOutcome> carryOut(
            List<Plan.Removal> removals,
            Supplier<Optional<RunOutcome>> stop,
            Supplier<Optional<RunOutcome>> engineReturn) {
        waiting = new Waiting(removals);
        end = Optional.empty();
        boolean interrupted = false;
        begin(stop);
        while (!threads.isEmpty()) {
            try {
                handle(answers.take());
            } catch (InterruptedException e) {
                // The calls end at once then; their answers are still taken.
                interrupted = true;
                end = Optional.of(RunOutcome.Stopped);
                threads.forEach(Thread::interrupt);
            }
            if (threads.isEmpty() && !unanswered.isEmpty()) {
                end = end.or(engineReturn);
                unanswered.forEach(this::retry);
                unanswered.clear();
            }
            begin(stop);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return end;
    }

    private void begin(Supplier<Optional<RunOutcome>> stop) {
        // After a call without an answer nothing begins until the engine is back.
        while (end.isEmpty() && unanswered.isEmpty() && waiting.hasNext() && threads.size() < limit.getAsInt()) {
            end = stop.get();
            if (end.isEmpty()) {
                Turn turn = waiting.next();
                threads.add(Thread.ofVirtual()
                        .name("removal of " + turn.removal().object().id())
                        .start(() -> ask(turn)));
            }
        }
    }

    private void ask(Turn turn) {
        long start = nanoTime.getAsLong();
        Optional<RemovalOutcome> outcome = Optional.empty();
        Optional<EngineException> failure = Optional.empty();
        try {
            outcome = Optional.of(call.apply(turn.removal().object()));
        } catch (EngineException e) {
            failure = Optional.of(e);
        } catch (RuntimeException e) {
            failure = Optional.of(new EngineException(EngineException.Kind.FAILED, e.toString(), e));
        }
        answers.add(new Answer(turn, Thread.currentThread(), outcome, failure, nanoTime.getAsLong() - start));
    }

    private void handle(Answer answer) {
        threads.remove(answer.thread);
        Plan.Removal removal = answer.turn.removal();
        if (answer.outcome.isPresent()) {
            write(answer.turn, answer.outcome.get(), answer.nanos);
            waiting.through(answer.turn);
            return;
        }
        EngineException failure = answer.failure.orElseThrow();
        switch (failure.kind()) {
            case FAILED -> {
                ledger.failed(removal, failure);
                waiting.through(answer.turn);
            }
            case UNREACHABLE -> unanswered.add(answer);
            case FORBIDDEN, INTERRUPTED -> {
                ledger.failed(removal, failure);
                end = end.or(() -> Optional.of(RunOutcome.Failed));
            }
        }
    }

    private void write(Turn turn, RemovalOutcome outcome, long nanos) {
        Plan.Removal removal = turn.removal();
        switch (outcome) {
            case RemovalOutcome.Removed() -> {
                removedInNanos.accept(nanos);
                ledger.removed(removal);
            }
            case RemovalOutcome.AlreadyGone() -> {
                if (turn.tries() > 1) {
                    // By the try whose answer was lost.
                    ledger.removed(removal);
                } else {
                    ledger.gone(removal);
                }
            }
            case RemovalOutcome.Refused(String why) -> ledger.refused(removal, why);
        }
    }

    private void retry(Answer answer) {
        Plan.Removal removal = answer.turn.removal();
        EngineException why = answer.failure.orElseThrow();
        if (end.isEmpty() && answer.turn.tries() < MOST_TRIES) {
            ledger.retried(removal, why);
            waiting.again(answer.turn);
        } else {
            ledger.failed(removal, why);
            waiting.through(answer.turn);
        }
    }
}
