package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.Bounds;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus.NodeCounts;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus.NodeProblem;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus.Reclaimed;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.api.v1alpha1.Usage;
import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Sums up a policy: what is written, what its DaemonSet says, what its nodes report. Pure; its result does not grow with the fleet. */
final class StatusAggregator {
    private static final int WORST = 10;

    /** A time later than now by more than this is of a node whose clock is wrong; clocks that are right differ by less. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final CleanupPolicy policy;
    private final Admission admission;
    private final Agents agents;
    private final Reports reports;
    private final Optional<CleanupPolicyStatus> before;
    private final Instant now;

    private StatusAggregator(CleanupPolicy policy, Admission admission, Agents agents, Reports reports, Instant now) {
        this.policy = policy;
        this.admission = admission;
        this.agents = agents;
        this.reports = reports;
        this.before = Optional.ofNullable(policy.getStatus());
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * The status that the policy should have.
     *
     * @param policy with its present status, or without one
     * @param agents what has become of its DaemonSet
     */
    static CleanupPolicyStatus status(
            CleanupPolicy policy, Admission admission, Agents agents, Reports reports, Instant now) {
        return new StatusAggregator(policy, admission, agents, reports, now).status();
    }

    /** What a node has reclaimed in all, by its report. */
    static long totalBytes(NodeCleanup report) {
        Long bytes = report.getStatus() == null ? null : report.getStatus().totalReclaimedBytes();
        return bytes == null ? 0 : bytes;
    }

    private CleanupPolicyStatus status() {
        List<Trouble> troubles = admission instanceof Admission.Admitted ? Trouble.of(reports.selected()) : List.of();
        NodeCounts nodes = nodes();
        // Before the DaemonSet's controller has counted them, the nodes that report are known.
        int known = Math.max(nodes.selected(), nodes.reported());
        List<NodeProblem> worst =
                troubles.stream().limit(WORST).map(Trouble::problem).toList();
        return new CleanupPolicyStatus(
                policy.getMetadata().getGeneration(),
                List.of(
                        condition(Condition.READY, Readiness.of(policy, admission, agents, now)),
                        condition(Condition.DEGRADED, Degradation.of(admission, agents, known, troubles, now))),
                schedule(policy.getSpec()),
                nodes,
                lastRunTime().orElse(null),
                nextRunTime().orElse(null),
                reclaimed(),
                usage().orElse(null),
                worst.isEmpty() ? null : worst,
                lastHandledRunRequest().orElse(null));
    }

    private Condition condition(String type, Finding finding) {
        return Condition.of(
                type,
                finding.status(),
                policy.getMetadata().getGeneration(),
                finding.reason(),
                finding.message(),
                before.map(CleanupPolicyStatus::conditions).orElse(List.of()),
                now);
    }

    private static String schedule(CleanupPolicySpec spec) {
        if (spec.suspend()) {
            return "suspended";
        }
        if (spec.dryRun()) {
            return "dry run";
        }
        if (spec.schedule() != null) {
            return Text.bounded(spec.schedule(), 120);
        }
        return spec.diskPressure() == null ? "on request" : "on pressure";
    }

    private NodeCounts nodes() {
        int selected = agents.selected();
        // Without agents, what the last of them wrote is not how the nodes are.
        List<NodeCleanup> at = admission instanceof Admission.Admitted ? reports.selected() : List.of();
        // An agent that was evicted, or ends over and over, leaves its last report as it was. How many those are, the
        // DaemonSet tells.
        int ready = Math.min(
                agents.ready(),
                count(
                        at,
                        report -> Condition.find(report.getStatus().conditions(), Condition.READY)
                                .filter(Condition::holds)
                                .isPresent()));
        return new NodeCounts(
                selected,
                ready,
                count(at, report -> true),
                count(at, report -> Trouble.fails(report, Condition.SUCCEEDED).isPresent()),
                count(at, Trouble::isWithoutEngine),
                ready + "/" + selected);
    }

    private static int count(Collection<NodeCleanup> reports, Predicate<NodeCleanup> which) {
        return (int) reports.stream()
                .filter(report -> report.getStatus() != null)
                .filter(which)
                .count();
    }

    /** Of nodes that are leaving or gone too: the status may not have been written since their last report. */
    private Optional<Instant> lastRunTime() {
        Stream<Instant> ends = Stream.concat(statuses(reports.selected()), statuses(reports.leaving()))
                .map(NodeCleanupStatus::lastRun)
                .filter(Objects::nonNull)
                .map(RunReport::completionTime);
        return Stream.concat(ends, before.map(CleanupPolicyStatus::lastRunTime).stream())
                .filter(end -> end != null && !end.isAfter(now.plus(AHEAD)))
                .max(Comparator.naturalOrder());
    }

    private Optional<Instant> nextRunTime() {
        if (!(admission instanceof Admission.Admitted(Policy rules))
                || rules.suspend()
                || rules.schedule().isEmpty()) {
            return Optional.empty();
        }
        // Only agents that go by the present spec know its schedule; a time gone by is of one that has not reported
        // since.
        Optional<Instant> reported = statuses(reports.selected())
                .filter(s -> Objects.equals(
                        s.policyGeneration(), policy.getMetadata().getGeneration()))
                .map(NodeCleanupStatus::nextRunTime)
                .filter(next -> next != null && next.isAfter(now))
                .min(Comparator.naturalOrder());
        return reported.or(() -> rules.schedule().get().nextAfter(now));
    }

    private Reclaimed reclaimed() {
        boolean dryRun = policy.getSpec().dryRun();
        // A run of the other mode, from before the policy was changed, is not what this one reclaims.
        long lastRun = runs().filter(run -> run.dryRun() == dryRun)
                .mapToLong(run -> dryRun ? run.predictedBytes() : run.reclaimedBytes())
                .reduce(0, Bounds::plus);
        Optional<Reclaimed> earlier = before.map(CleanupPolicyStatus::reclaimed);
        long gone = Bounds.plus(earlier.map(Reclaimed::goneNodesBytes).orElse(0L), reports.removedBytes());
        long present = Stream.concat(reports.selected().stream(), reports.leaving().stream())
                .mapToLong(StatusAggregator::totalBytes)
                .reduce(0, Bounds::plus);
        long total = Math.max(earlier.map(Reclaimed::totalBytes).orElse(0L), Bounds.plus(gone, present));
        return new Reclaimed(lastRun, total, gone, dryRun ? "would " + ByteSize.text(lastRun) : ByteSize.text(total));
    }

    private Optional<Usage> usage() {
        return statuses(reports.selected())
                .map(NodeCleanupStatus::usage)
                .filter(Objects::nonNull)
                .reduce(Usage::plus);
    }

    /** The request that is on the policy now if every node has run it, else the one before. */
    private Optional<String> lastHandledRunRequest() {
        Optional<String> request = policy.runRequest();
        boolean handled = request.isPresent()
                && !reports.selected().isEmpty()
                && reports.selected().size() >= agents.selected()
                && reports.selected().stream()
                        .allMatch(report -> report.getStatus() != null
                                && request.get().equals(report.getStatus().lastHandledRunRequest()));
        return handled ? request : before.map(CleanupPolicyStatus::lastHandledRunRequest);
    }

    private Stream<RunReport> runs() {
        return statuses(reports.selected()).map(NodeCleanupStatus::lastRun).filter(Objects::nonNull);
    }

    private static Stream<NodeCleanupStatus> statuses(Collection<NodeCleanup> reports) {
        return reports.stream().map(NodeCleanup::getStatus).filter(Objects::nonNull);
    }
}
