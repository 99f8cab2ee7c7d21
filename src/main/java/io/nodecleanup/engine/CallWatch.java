package io.nodecleanup.engine;

import java.time.Duration;

/** Is told, from whatever thread calls, of each call that is made to an engine. */
public interface CallWatch {
    /** Of nobody who cares. */
    CallWatch NONE = new CallWatch() {
        @Override
        public void began(Duration limit) {}

        @Override
        public void ended() {}
    };

    /**
     * A call begins.
     *
     * @param limit after which it ends, answered or not
     */
    void began(Duration limit);

    /** A call that began has ended, well or not. */
    void ended();
}
