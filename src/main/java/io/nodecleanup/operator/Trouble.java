package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus.NodeProblem;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.api.v1alpha1.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong on a node: the condition that says so. */
record Trouble(String nodeName, Condition condition) {
    private static final Set<String> WITHOUT_ENGINE =
            Set.of(NodeState.EngineUnreachable.name(), NodeState.SocketForbidden.name());

    /** The trouble of each node that has some; the worst first: those whose agent cannot work, then by age. */
    static List<Trouble> of(Collection<NodeCleanup> reports) {
        return reports.stream()
                .flatMap(report -> of(report).stream())
                .sorted(Comparator.comparing(Trouble::agentWorks)
                        .thenComparing(Trouble::since)
                        .thenComparing(Trouble::nodeName))
                .toList();
    }

    private static Optional<Trouble> of(NodeCleanup report) {
        return fails(report, Condition.READY)
                .or(() -> fails(report, Condition.SUCCEEDED))
                // Its disk cannot be told: it would fill up.
                .or(() -> has(report, Condition.DISK_PRESSURE, Condition.Status.Unknown))
                .map(condition -> new Trouble(report.getSpec().nodeName(), condition));
    }

    /** The condition of this type if it is False. */
    static Optional<Condition> fails(NodeCleanup report, String type) {
        return has(report, type, Condition.Status.False);
    }

    private static Optional<Condition> has(NodeCleanup report, String type, Condition.Status status) {
        return report.getStatus() == null
                ? Optional.empty()
                : Condition.find(report.getStatus().conditions(), type)
                        .filter(c -> status.name().equals(c.status()));
    }

    /** Whether the node's agent cannot reach the engine. */
    static boolean isWithoutEngine(NodeCleanup report) {
        return fails(report, Condition.READY)
                .filter(c -> WITHOUT_ENGINE.contains(c.reason()))
                .isPresent();
    }

    /** Since when. */
    Instant since() {
        return condition.lastTransitionTime();
    }

    /** For the policy's status. */
    NodeProblem problem() {
        return new NodeProblem(
                Text.bounded(nodeName, 253),
                Text.bounded(condition.reason(), 64),
                Text.bounded(condition.message(), 256));
    }

    private boolean agentWorks() {
        return !condition.type().equals(Condition.READY);
    }
}
