package io.nodecleanup.engine;

/** How the removal of one thing ended; each is an outcome, not a failure. */
public sealed interface RemovalOutcome {
    /** It is gone, by us. */
    record Removed() implements RemovalOutcome {}

    /** It was gone before, or no longer is what was planned. */
    record AlreadyGone() implements RemovalOutcome {}

    /** The engine keeps it: something uses it since the plan was made. {@code why} is the engine's own sentence, bounded. */
    record Refused(String why) implements RemovalOutcome {}
}
