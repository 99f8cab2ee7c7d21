package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodecleanup.api.v1alpha1.Bounds;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the reports of nodes that are gone or no longer selected, once that has been so for a while: a node that is new may not be in
 * the cache yet, and an agent that is being ended, which takes a minute, would write its report anew, to be counted twice.
 *
 * <p>A report is deleted first and its bytes are counted then. If the operator dies between the two, they are missing from the policy's
 * total, which stays where it was until newer runs have made up for it: it counts too little, and never falls.
 */
final class ReportSweep {
    /** An agent has 60 s to end. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Deletions in one turn: the next has the rest, so that a fleet that is scaled down keeps nobody waiting. */
    private static final int AT_ONCE = 100;

    /** Those that the API server would not delete in one turn: the client tries a failing one for up to 20 s by itself. */
    private static final int REFUSALS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ReportSweep.class);

    private final Duration patience;

    /** By policy and name of the report: since when its node has been missing. Lost with the process, which then waits anew. */
    private final Map<String, Map<String, Instant>> missingSince = new ConcurrentHashMap<>();

    /**
     * @param patience how long a node must be missing
     */
    ReportSweep(Duration patience) {
        this.patience = patience;
    }

    /** With no knowledge of the nodes: every report counts as selected, none is removed, and no waiting time passes or ends. */
    static Reports untouched(Collection<NodeCleanup> reports) {
        return new Reports(List.copyOf(reports), List.of(), 0);
    }

    /**
     * Removes what is due.
     *
     * @param reports those of the policy
     * @param nodes every node of the cluster, by name
     * @param deletion deletes a report unless it has changed since; says whether it did; throws a KubernetesClientException if it could
     *     not, and the report stays
     */
    Reports sweep(
            CleanupPolicy policy,
            Collection<NodeCleanup> reports,
            Function<String, Optional<Node>> nodes,
            Predicate<NodeCleanup> deletion,
            Instant now) {
        String policyName = policy.getMetadata().getName();
        Map<String, Instant> before = missingSince.getOrDefault(policyName, Map.of());
        Map<String, Instant> missing = new HashMap<>();
        List<NodeCleanup> selected = new ArrayList<>();
        List<NodeCleanup> leaving = new ArrayList<>();
        long removedBytes = 0;
        int tried = 0;
        int refusals = 0;
        for (NodeCleanup report : reports) {
            String name = report.getMetadata().getName();
            if (nodes.apply(report.getSpec().nodeName())
                    .filter(node -> NodeSelection.selects(policy.getSpec(), node))
                    .isPresent()) {
                selected.add(report);
                continue;
            }
            Instant since = before.getOrDefault(name, now);
            boolean due = !now.isBefore(since.plus(patience)) && refusals < REFUSALS && tried++ < AT_ONCE;
            try {
                if (due && deletion.test(report)) {
                    removedBytes = Bounds.plus(removedBytes, StatusAggregator.totalBytes(report));
                    continue;
                }
            } catch (KubernetesClientException e) {
                // Thrown on, it would lose the bytes of those that are deleted already, and hold up the policy's
                // status.
                LOG.warn("report {} could not be removed, and will be tried again: {}", name, e.getMessage());
                refusals++;
                // Others first.
                since = now;
            }
            missing.put(name, since);
            leaving.add(report);
        }
        if (missing.isEmpty()) {
            missingSince.remove(policyName);
        } else {
            missingSince.put(policyName, missing);
        }
        return new Reports(selected, leaving, removedBytes);
    }
}
