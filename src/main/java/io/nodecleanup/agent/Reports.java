package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import java.time.Instant;
import java.util.Optional;

/** Where an agent's reports go, which are also what it remembers across restarts. */
interface Reports {
    /** The status written last by the agent before this one; empty if there is none of this policy. */
    Optional<NodeCleanupStatus> read();

    /** The reason of Ready in the status written last. */
    Optional<String> reportedState();

    /** Writes the status if it says anything new. */
    void report(NodeStatus newer, Instant now);
}
