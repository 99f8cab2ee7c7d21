package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import io.nodecleanup.api.v1alpha1.RunReport;
import java.util.List;

/** Cuts cached objects down to what is looked at: 4 KB instead of 17 KB a NodeCleanup, and a Node has images and more to list. */
final class ReportTrim {
    private ReportTrim() {}

    /** The same object, without what the aggregation does not read. */
    static NodeCleanup report(NodeCleanup report) {
        report.getMetadata().setManagedFields(List.of());
        if (report.getStatus() != null) {
            report.setStatus(status(report.getStatus()));
        }
        return report;
    }

    /**
     * The same object, with name, labels, the taints that agents end by, and the uid, which the SDK puts into the context of its logs:
     * Quarkus fails on a null there.
     */
    static Node node(Node node) {
        ObjectMeta whole = node.getMetadata();
        node.setMetadata(new ObjectMetaBuilder()
                .withName(whole.getName())
                .withUid(whole.getUid())
                .withResourceVersion(whole.getResourceVersion())
                .withLabels(whole.getLabels())
                .build());
        var spec = new NodeSpec();
        if (node.getSpec() != null) {
            spec.setTaints(node.getSpec().getTaints().stream()
                    .filter(NodeSelection::evicts)
                    .map(taint -> new Taint(taint.getEffect(), taint.getKey(), null, taint.getValue()))
                    .toList());
        }
        node.setSpec(spec);
        node.setStatus(null);
        return node;
    }

    private static NodeCleanupStatus status(NodeCleanupStatus s) {
        return new NodeCleanupStatus(
                s.policyGeneration(),
                s.conditions(),
                null,
                null,
                s.usage(),
                s.lastRun() == null ? null : run(s.lastRun()),
                null,
                s.totalReclaimedBytes(),
                null,
                null,
                s.nextRunTime(),
                s.lastHandledRunRequest());
    }

    private static RunReport run(RunReport r) {
        return new RunReport(
                null,
                null,
                null,
                r.completionTime(),
                r.dryRun(),
                null,
                r.predictedBytes(),
                r.reclaimedBytes(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
