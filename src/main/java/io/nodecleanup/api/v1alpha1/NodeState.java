package io.nodecleanup.api.v1alpha1;

/** What an agent is at: the reason of a NodeCleanup's Ready condition and its STATE column. */
public enum NodeState {
    /** Waiting for the next schedule or request. */
    Idle(true),
    /** A run is on. */
    Running(true),
    /** A scheduled run is due, and a build is running. */
    WaitingForBuilds(true),
    /** A run is due, and another policy's, or one by hand, is on at the same engine. */
    WaitingForOtherRun(true),
    /** The policy has {@code suspend: true}. */
    Suspended(true),
    /** The policy cannot be understood; nothing runs until it is mended. */
    InvalidPolicy(false),
    /** Nothing answers at the socket. */
    EngineUnreachable(false),
    /** The socket may not be opened by the agent. */
    SocketForbidden(false),
    /** The clock was moved: ages cannot be told, so nothing runs until it is right, or a run is requested. */
    ClockSuspect(false);

    private final boolean ready;

    NodeState(boolean ready) {
        this.ready = ready;
    }

    /** Whether the agent can do its work in this state: the status of the Ready condition. */
    public boolean isReady() {
        return ready;
    }
}
