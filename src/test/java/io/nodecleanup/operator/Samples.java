package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeCleanupSpec;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.api.v1alpha1.Usage;
import io.nodecleanup.policy.WrittenPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Policies, DaemonSets and reports for tests, each with what matters to it and nothing else. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final String POLICY = "build-nodes";
    static final AgentSettings SETTINGS = new AgentSettings(
            "registry.example.com/node-cleanup:0.1.0",
            "IfNotPresent",
            List.of(),
            "node-cleanup-agent",
            List.of("/var/run/docker.sock", "/run/docker.sock"));

    private Samples() {}

    static CleanupPolicy policy(CleanupPolicySpec spec) {
        var policy = new CleanupPolicy();
        policy.getMetadata().setName(POLICY);
        policy.getMetadata().setUid("c1b7f3a2-7d9f-4e55-9d0c-3f6c8f0a1b2c");
        policy.getMetadata().setGeneration(3L);
        policy.setSpec(spec);
        return policy;
    }

    /** Prunes dangling images of the nodes with pool=build; on request unless there is a schedule. */
    static CleanupPolicySpec spec(String schedule, boolean suspend, boolean dryRun) {
        return spec(schedule, suspend, dryRun, "images: {}");
    }

    /** @param rules the blocks of what is pruned, in YAML */
    static CleanupPolicySpec spec(String schedule, boolean suspend, boolean dryRun, String rules) {
        String when = schedule == null ? "" : "schedule: '%s'\n".formatted(schedule);
        return WrittenPolicy.spec(
                "nodeSelector: {pool: build}\nsuspend: %s\ndryRun: %s\n%s%s".formatted(suspend, dryRun, when, rules));
    }

    static DaemonSet agents(int selected, int ready) {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withName(DaemonSetTemplate.nameOf(POLICY))
                .withNamespace("node-cleanup")
                .withGeneration(2L)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(AgentLabels.selector(POLICY))
                .endSelector()
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(2L)
                .withDesiredNumberScheduled(selected)
                .withCurrentNumberScheduled(selected)
                .withUpdatedNumberScheduled(selected)
                .withNumberReady(ready)
                .endStatus()
                .build();
    }

    /** A report that a test makes up from its own parts. */
    static final class Report {
        private final String node;
        private final List<Condition> conditions = new ArrayList<>();
        private RunReport lastRun;
        private Long total;
        private Instant nextRun;
        private String handled;
        private Usage usage;
        private long generation = 3;

        private Report(String node) {
            this.node = node;
        }

        static Report idle(String node) {
            return new Report(node).with(Condition.READY, "True", NodeState.Idle.name(), NOW.minusSeconds(86_400));
        }

        static Report unable(String node, NodeState state, Instant since) {
            return new Report(node).with(Condition.READY, "False", state.name(), since);
        }

        Report failed(Instant since) {
            return with(Condition.SUCCEEDED, "False", "Failed", since);
        }

        Report ofAnotherDisk(Instant since) {
            return with(Condition.DISK_PRESSURE, "Unknown", "DiskPathMismatch", since);
        }

        private Report with(String type, String status, String reason, Instant since) {
            conditions.add(new Condition(type, status, 1L, since, reason, "it is so"));
            return this;
        }

        Report ran(boolean dryRun, long predicted, long reclaimed, Instant end) {
            lastRun = new RunReport(
                    null, null, null, end, dryRun, null, predicted, reclaimed, null, null, null, null, null, null, null,
                    null, null);
            return this;
        }

        Report total(long bytes) {
            total = bytes;
            return this;
        }

        Report nextRun(Instant at) {
            nextRun = at;
            return this;
        }

        Report byGeneration(long value) {
            generation = value;
            return this;
        }

        Report handled(String request) {
            handled = request;
            return this;
        }

        Report usage(int images, long bytes) {
            usage = new Usage(
                    new Usage.Row(images, 0, bytes, bytes),
                    Usage.Row.EMPTY,
                    Usage.Row.EMPTY,
                    Usage.Row.EMPTY,
                    Usage.Row.EMPTY);
            return this;
        }

        NodeCleanup asResource() {
            NodeCleanup report = unreported(node);
            report.setStatus(new NodeCleanupStatus(
                    generation, conditions, null, null, usage, lastRun, null, total, null, null, nextRun, handled));
            return report;
        }
    }

    /** A report whose agent has not written a status yet. */
    static NodeCleanup unreported(String node) {
        var report = new NodeCleanup();
        report.getMetadata().setName(NodeCleanup.nameOf(POLICY, node));
        report.setSpec(new NodeCleanupSpec(POLICY, node));
        return report;
    }
}
