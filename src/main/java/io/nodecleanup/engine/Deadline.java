package io.nodecleanup.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends calls that take too long: docker-java enforces no time limit on unix sockets, but an interrupt frees it at once. Each call has a
 * thread of its own, because docker-java leaves the interrupt flag set, and the next call on that thread would end at once, too.
 */
final class Deadline {
    private final EngineErrors errors;

    Deadline(EngineErrors errors) {
        this.errors = errors;
    }

    /**
     * @param asked what for, as the end of "asked for"
     * @throws EngineException if the call failed, was not done in time, or the calling thread was interrupted; its interrupt flag is then
     *     cleared, the exception stands for it
     */
    <T> T call(Duration limit, String asked, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("engine: " + asked).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw errors.late(limit, asked, e);
        } catch (InterruptedException e) {
            throw errors.interrupted(asked, e);
        } catch (ExecutionException e) {
            throw errors.failed(asked, e.getCause());
        } finally {
            task.cancel(true);
        }
    }
}
