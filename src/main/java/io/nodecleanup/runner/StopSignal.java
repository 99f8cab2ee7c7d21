package io.nodecleanup.runner;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** While it is open, SIGTERM and SIGINT (Ctrl-C) ask to stop, and the process ends when it is closed, or at the latest after a time. */
public final class StopSignal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /**
     * @param stop called once at such a signal, from another thread
     * @param within how long what goes on may take to end
     */
    public StopSignal(Runnable stop, Duration within) {
        hook = Thread.ofPlatform().unstarted(() -> {
            stop.run();
            try {
                if (!ended.await(within.toSeconds(), TimeUnit.SECONDS)) {
                    LOG.warn("a call to the engine did not end within {}: ending without a report", within);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is at work: the process ends.
            LOG.debug("stopped by a signal");
        }
    }
}
