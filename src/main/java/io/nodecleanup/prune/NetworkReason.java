package io.nodecleanup.prune;

/** Why a network stays, for reasons that only networks have. */
public sealed interface NetworkReason extends Reason.Stays {
    /** The network is one that the engine makes itself. */
    record Predefined() implements NetworkReason {
        @Override
        public String text() {
            return "a network of the engine itself";
        }
    }

    /** The network is Swarm's. */
    record OfSwarm() implements NetworkReason {
        @Override
        public String text() {
            return "a network of Swarm";
        }
    }

    /** The network holds settings that others may take theirs from. */
    record ConfigOnly() implements NetworkReason {
        @Override
        public String text() {
            return "holds settings for other networks";
        }
    }
}
