package io.nodecleanup.operator;

/** Reasons of a policy's Degraded condition. */
public enum DegradedReason {
    /** True: more than a tenth of the nodes fail, or one has for half an hour. */
    NodesFailing,
    /** False: few or no nodes fail. */
    NodesHealthy,
    /** Unknown: the policy may have no agents, so that nothing is known of its nodes. */
    NoAgents
}
