package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.Node;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The watches of NodeCleanups and Nodes, and which policies they wake. */
final class NodeSources {
    private NodeSources() {}

    /** A report wakes its policy when something has changed that the policy's status shows. */
    static InformerEventSource<NodeCleanup, CleanupPolicy> reports(EventSourceContext<CleanupPolicy> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(NodeCleanup.class, CleanupPolicy.class)
                        .withName("nodecleanups")
                        .withSecondaryToPrimaryMapper((NodeCleanup report) ->
                                Set.of(new ResourceID(report.getSpec().policyName())))
                        .withOnUpdateFilter((newer, older) -> !Objects.equals(newer.getStatus(), older.getStatus()))
                        .withItemStore(new TransformingItemStore<>(ReportTrim::report))
                        .build(),
                context);
    }

    /**
     * A node that goes or changes its labels or taints wakes the policies that have a report of it. That nodes are added, their DaemonSets
     * tell.
     */
    static InformerEventSource<Node, CleanupPolicy> nodes(
            EventSourceContext<CleanupPolicy> context, InformerEventSource<NodeCleanup, CleanupPolicy> reports) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Node.class, CleanupPolicy.class)
                        .withName("nodes")
                        .withSecondaryToPrimaryMapper((Node node) -> context.getPrimaryCache()
                                .list()
                                .map(ResourceID::fromResource)
                                .filter(policy -> reports.get(new ResourceID(NodeCleanup.nameOf(
                                                policy.getName(),
                                                node.getMetadata().getName())))
                                        .isPresent())
                                .collect(Collectors.toSet()))
                        // No policy has nodes of its own; without this, an index of all policies by all nodes would be
                        // kept.
                        .withPrimaryToSecondaryMapper((CleanupPolicy policy) -> Set.of())
                        .withOnAddFilter(node -> false)
                        .withOnUpdateFilter((newer, older) -> !Objects.equals(
                                        newer.getMetadata().getLabels(),
                                        older.getMetadata().getLabels())
                                || !Objects.equals(
                                        newer.getSpec().getTaints(),
                                        older.getSpec().getTaints()))
                        .withItemStore(new TransformingItemStore<>(ReportTrim::node))
                        .build(),
                context);
    }

    /**
     * Whether the cache holds all nodes: it has been filled, it is being kept up, and it is not empty, since the operator itself runs on
     * some node. A report is removed only for a node that is known to be gone.
     */
    static boolean isComplete(InformerEventSource<Node, CleanupPolicy> nodes) {
        return nodes.informerHealthIndicators().values().stream()
                        .map(InformerHealthIndicator.class::cast)
                        .allMatch(informer -> informer.hasSynced() && informer.isWatching())
                && nodes.list(node -> true).findAny().isPresent();
    }
}
