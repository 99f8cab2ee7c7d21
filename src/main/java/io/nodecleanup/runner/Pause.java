package io.nodecleanup.runner;

import java.time.Duration;

/** A way to let time pass. */
@FunctionalInterface
public interface Pause {
    /** Returns when it has passed. */
    void last(Duration duration) throws InterruptedException;
}
