package io.nodecleanup.engine;

import java.time.Duration;
import java.util.function.Supplier;

/** Asks the engine, whichever answers at the socket, and not longer than a call of its kind may take. */
final class EngineCalls {
    private final EngineConnection connection;
    private final Deadline deadline;
    private final CallWatch watch;

    EngineCalls(EngineConnection connection, Deadline deadline, CallWatch watch) {
        this.connection = connection;
        this.deadline = deadline;
        this.watch = watch;
    }

    /** What is done with an engine; may throw docker-java's exceptions. */
    @FunctionalInterface
    interface Call<T> {
        T on(Session engine) throws Exception;
    }

    /**
     * @param asked what for, as the end of "asked for"
     * @throws EngineException if it did not do it in time
     */
    <T> T call(Duration limit, String asked, Call<T> call) {
        return watched(limit, () -> deadline.call(limit, asked, () -> call.on(connection.session())));
    }

    /** Asks anew which engine answers. */
    Session probe(Duration limit) {
        return watched(limit, () -> deadline.call(limit, "its version", connection::probe));
    }

    private <T> T watched(Duration limit, Supplier<T> call) {
        watch.began(limit);
        try {
            return forgettingOnFailure(call);
        } finally {
            watch.ended();
        }
    }

    /** After a failure another engine, or a newer version of this one, may answer: so says a refused connection, but a 400 as well. */
    private <T> T forgettingOnFailure(Supplier<T> call) {
        boolean done = false;
        try {
            T result = call.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.forget();
            }
        }
    }
}
