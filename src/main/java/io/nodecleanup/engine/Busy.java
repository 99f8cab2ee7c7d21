package io.nodecleanup.engine;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Some calls an engine does one at a time, and refuses those that come meanwhile. */
final class Busy {
    private Busy() {}

    @FunctionalInterface
    interface Call<T> {
        T ask() throws IOException;
    }

    /** Asks again while the engine says that it is busy, until the call's deadline interrupts it. */
    static <T> T await(Duration pause, Predicate<DockerException> isBusy, Call<T> call)
            throws IOException, InterruptedException {
        return await(Integer.MAX_VALUE, pause, isBusy, call);
    }

    /** Asks again, some times, while the engine says that it is busy; the last answer stands. */
    static <T> T await(int tries, Duration pause, Predicate<DockerException> isBusy, Call<T> call)
            throws IOException, InterruptedException {
        for (int left = tries - 1; left > 0; left--) {
            try {
                return call.ask();
            } catch (DockerException e) {
                if (!isBusy.test(e)) {
                    throw e;
                }
            }
            Thread.sleep(pause);
        }
        return call.ask();
    }
}
