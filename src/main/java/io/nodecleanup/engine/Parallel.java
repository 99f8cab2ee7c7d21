package io.nodecleanup.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks for many things, some at a time. */
final class Parallel {
    /** More gain nothing on two cores, with any engine (measured with 64 inspections). */
    private static final int AT_A_TIME = 8;

    private final EngineErrors errors;

    Parallel(EngineErrors errors) {
        this.errors = errors;
    }

    /**
     * @return the results in the order of the things
     * @throws EngineException the first failure, or for an interrupt; the other calls end at once then
     */
    <A, B> List<B> map(String asked, List<A> things, Function<A, B> call) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Future<B>> answers = things.stream()
                    .map(thing -> threads.submit(() -> call.apply(thing)))
                    .toList();
            boolean done = false;
            try {
                List<B> results = new ArrayList<>(answers.size());
                for (Future<B> answer : answers) {
                    results.add(answer.get());
                }
                done = true;
                return results;
            } catch (InterruptedException e) {
                throw errors.interrupted(asked, e);
            } catch (ExecutionException e) {
                throw errors.failed(asked, e.getCause());
            } finally {
                if (!done) {
                    threads.shutdownNow();
                }
            }
        }
    }
}
