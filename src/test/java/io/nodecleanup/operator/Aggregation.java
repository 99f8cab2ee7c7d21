package io.nodecleanup.operator;

import static io.nodecleanup.operator.Samples.NOW;
import static io.nodecleanup.operator.Samples.agents;
import static io.nodecleanup.operator.Samples.policy;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.operator.Samples.Report;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The aggregation as its tests call it, and what they look at. */
final class Aggregation {
    private Aggregation() {}

    static Stream<Report> idle(int count) {
        return IntStream.range(0, count).mapToObj(i -> Report.idle("node-" + i));
    }

    static Condition ready(CleanupPolicyStatus status) {
        return Condition.find(status.conditions(), Condition.READY).orElseThrow();
    }

    static Condition degraded(CleanupPolicyStatus status) {
        return Condition.find(status.conditions(), Condition.DEGRADED).orElseThrow();
    }

    static CleanupPolicyStatus status(CleanupPolicy policy, Agents agents) {
        return status(policy, agents, NOW);
    }

    static CleanupPolicyStatus status(CleanupPolicy policy, Agents agents, Instant now) {
        return aggregate(policy, agents, ReportSweep.untouched(List.of()), now);
    }

    static CleanupPolicyStatus status(CleanupPolicy policy, Agents agents, Stream<Report> reports) {
        return aggregate(
                policy,
                agents,
                ReportSweep.untouched(reports.map(Report::asResource).toList()),
                NOW);
    }

    static CleanupPolicyStatus aggregate(CleanupPolicy policy, Agents agents, Reports reports, Instant now) {
        Admission admission = Admission.of(policy.getSpec(), Samples.SETTINGS.allowedSockets());
        return StatusAggregator.status(policy, admission, agents, reports, now);
    }
}
