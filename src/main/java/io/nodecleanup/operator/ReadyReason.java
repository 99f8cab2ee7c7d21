package io.nodecleanup.operator;

/** Reasons of a policy's Ready condition. */
public enum ReadyReason {
    /** False: the spec has mistakes; the message names each field and what to write. It has no agents. */
    InvalidPolicy,
    /** False: the operator was not installed for this socket. It has no agents. */
    SocketNotAllowed,
    /** False: the API server does not take the agents' DaemonSet, or cannot for now; the message is its own. It is tried again. */
    AgentsRefused,
    /** False: more than a tenth of the selected nodes have no ready agent of the present version. */
    AgentsStarting,
    /** True: no node has the labels; agents start as nodes get them. */
    NoNodesSelected,
    /** True: agents are there, but nothing runs. */
    Suspended,
    /** True: there is neither a schedule nor {@code diskPressure}; it runs when annotated. */
    OnDemandOnly,
    /** True: there is no schedule; it runs where a disk is too full, and when annotated. */
    OnDiskPressure,
    /** True: it runs by its schedule. */
    Scheduled
}
