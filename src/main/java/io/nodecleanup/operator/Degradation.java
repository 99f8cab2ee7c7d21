package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a policy's Degraded condition says. Pure. */
final class Degradation {
    /** A single node that fails for this long is worth a look, however large the fleet. */
    private static final Duration LONG = Duration.ofMinutes(30);

    private Degradation() {}

    /**
     * @param nodes how many nodes the policy selects
     * @param troubles those of them that fail, the worst first
     */
    static Finding of(Admission admission, int nodes, List<Trouble> troubles, Instant now) {
        if (admission instanceof Admission.Refused) {
            return new Finding(
                    Condition.Status.Unknown,
                    DegradedReason.NoAgents.name(),
                    "the policy has no agents, see Ready; nothing is known of its nodes");
        }
        if (troubles.isEmpty()) {
            return new Finding(Condition.Status.False, DegradedReason.NodesHealthy.name(), "no node fails");
        }
        String message = troubles.size() + " of " + nodes + (nodes == 1 ? " node" : " nodes")
                + (troubles.size() == 1 ? " fails" : " fail") + "; the worst: " + sentence(troubles.getFirst());
        Optional<Trouble> old = troubles.stream()
                .filter(trouble -> !trouble.since().plus(LONG).isAfter(now))
                .findFirst();
        if (old.isPresent()) {
            message += "; for half an hour or longer: " + old.get().nodeName();
        }
        boolean degraded = old.isPresent() || troubles.size() * 10L > nodes;
        return degraded
                ? new Finding(Condition.Status.True, DegradedReason.NodesFailing.name(), message)
                : new Finding(Condition.Status.False, DegradedReason.NodesHealthy.name(), message);
    }

    private static String sentence(Trouble trouble) {
        return trouble.nodeName() + ": " + trouble.condition().reason() + ": "
                + trouble.problem().message();
    }
}
