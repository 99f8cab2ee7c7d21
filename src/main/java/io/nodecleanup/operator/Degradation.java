package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a policy's Degraded condition says. Pure. */
final class Degradation {
    /** A single node that fails for this long is worth a look, however large the fleet. */
    private static final Duration LONG = Duration.ofMinutes(30);

    private Degradation() {}

    /**
     * @param agents the message also says how many of them are not ready; the status does not go by that, or it would change twice in
     *     every update
     * @param nodes how many nodes the policy selects
     * @param troubles those of them that fail, the worst first
     */
    static Finding of(Admission admission, Agents agents, int nodes, List<Trouble> troubles, Instant now) {
        if (admission instanceof Admission.Refused) {
            return new Finding(
                    Condition.Status.Unknown,
                    DegradedReason.NoAgents.name(),
                    "the policy has no agents, see Ready; nothing is known of its nodes");
        }
        List<String> message = new ArrayList<>();
        if (troubles.isEmpty()) {
            message.add("no node reports a failure");
        } else {
            message.add(troubles.size() + " of " + nodes + (nodes == 1 ? " node" : " nodes")
                    + (troubles.size() == 1 ? " fails" : " fail") + "; the worst: " + sentence(troubles.getFirst()));
        }
        Optional<Trouble> old = troubles.stream()
                .filter(trouble -> !trouble.since().plus(LONG).isAfter(now))
                .findFirst();
        old.ifPresent(trouble -> message.add("for half an hour or longer: " + trouble.nodeName()));
        agents.missing().ifPresent(message::add);
        boolean degraded = old.isPresent() || troubles.size() * 10L > nodes;
        return new Finding(
                degraded ? Condition.Status.True : Condition.Status.False,
                (degraded ? DegradedReason.NodesFailing : DegradedReason.NodesHealthy).name(),
                String.join("; ", message));
    }

    private static String sentence(Trouble trouble) {
        return trouble.nodeName() + ": " + trouble.condition().reason() + ": "
                + trouble.problem().message();
    }
}
