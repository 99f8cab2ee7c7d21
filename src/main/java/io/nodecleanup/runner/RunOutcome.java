package io.nodecleanup.runner;

/** How a run ended, as its report names it. */
public enum RunOutcome {
    /** Everything planned was removed or refused by the engine. */
    Completed,
    /** The policy changed, was suspended or went, or the agent was told to end. */
    Stopped,
    /** The policy's deadline came first. */
    DeadlineExceeded,
    /** A scheduled run would have removed more than {@code limits.maxRemovedPercent}: it removed nothing. */
    LimitExceeded,
    /** The disk was too full, but all that may go would not have brought it below its high mark: only what a scheduled run takes went. */
    PressureNotOurs,
    /** The agent was ended without having the time to stop the run; its successor says so. */
    CutOff,
    /** Something could not be done; the errors say what. */
    Failed
}
