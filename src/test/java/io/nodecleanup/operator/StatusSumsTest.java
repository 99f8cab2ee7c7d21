package io.nodecleanup.operator;

import static io.nodecleanup.operator.Aggregation.aggregate;
import static io.nodecleanup.operator.Aggregation.status;
import static io.nodecleanup.operator.Samples.NOW;
import static io.nodecleanup.operator.Samples.agents;
import static io.nodecleanup.operator.Samples.policy;
import static io.nodecleanup.operator.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus.NodeCounts;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus.Reclaimed;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.operator.Samples.Report;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StatusSumsTest {
    private static final Instant EARLIER = NOW.minusSeconds(60);

    @Nested
    class Nodes {
        private final CleanupPolicy policy = policy(spec("@daily", false, false));

        @Test
        void shouldCountEachKindWhenNodesDiffer() {
            // Given
            List<NodeCleanup> reports = List.of(
                    Report.idle("a").asResource(),
                    Report.idle("b").failed(EARLIER).asResource(),
                    Report.unable("c", NodeState.EngineUnreachable, EARLIER).asResource(),
                    Report.unable("d", NodeState.InvalidPolicy, EARLIER).asResource(),
                    Samples.unreported("e"));
            // When
            CleanupPolicyStatus status =
                    aggregate(policy, Agents.of(agents(6, 6)), new Reports(reports, List.of(), 0), NOW);
            // Then
            assertThat(status.nodes()).isEqualTo(new NodeCounts(6, 2, 4, 1, 1, "2/6"));
        }

        @Test
        void shouldCountNoMoreAsReadyThanTheDaemonSetWhenAnAgentHasGoneWithoutAWord() {
            // Given
            Stream<Report> reports = Stream.of(Report.idle("a"), Report.idle("evicted"));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(2, 1)), reports);
            // Then
            assertThat(status.nodes()).isEqualTo(new NodeCounts(2, 1, 2, 0, 0, "1/2"));
        }

        @Test
        void shouldPutThoseThatCannotWorkFirstWhenNamingTheWorst() {
            // Given
            Stream<Report> reports = Stream.of(
                    Report.idle("failed").failed(NOW.minusSeconds(9_000)),
                    Report.unable("young", NodeState.EngineUnreachable, NOW.minusSeconds(10)),
                    Report.unable("old", NodeState.SocketForbidden, NOW.minusSeconds(20)));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(3, 3)), reports);
            // Then
            assertThat(status.worstNodes())
                    .extracting(CleanupPolicyStatus.NodeProblem::nodeName)
                    .containsExactly("old", "young", "failed");
        }

        @Test
        void shouldNameTenWhenAThousandFail() {
            // Given
            Stream<Report> reports = IntStream.range(0, 1_000)
                    .mapToObj(i -> Report.unable("n" + i, NodeState.EngineUnreachable, EARLIER));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(1_000, 1_000)), reports);
            // Then
            assertThat(status.worstNodes()).hasSize(10);
            assertThat(status.nodes().withoutEngine()).isEqualTo(1_000);
        }

        @Test
        void shouldSumTheTablesWhenNodesReportTheirUsage() {
            // Given
            Stream<Report> reports =
                    Stream.of(Report.idle("a").usage(3, 30), Report.idle("b").usage(4, 40), Report.idle("c"));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(3, 3)), reports);
            // Then
            assertThat(status.usage().images().total()).isEqualTo(7);
            assertThat(status.usage().images().sizeBytes()).isEqualTo(70);
        }
    }

    @Nested
    class ReclaimedBytes {
        private final CleanupPolicy policy = policy(spec("@daily", false, false));

        @Test
        void shouldSumRunsAndTotalsWhenNodesHaveRun() {
            // Given
            Stream<Report> reports = Stream.of(
                    Report.idle("a").ran(false, 9, 2_000_000, EARLIER).total(5_000_000),
                    Report.idle("b").ran(false, 9, 1_000_000, EARLIER).total(7_000_000));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(2, 2)), reports);
            // Then
            assertThat(status.reclaimed()).isEqualTo(new Reclaimed(3_000_000, 12_000_000, 0, "12 MB"));
        }

        @Test
        void shouldShowWhatItWouldReclaimWhenItIsADryRun() {
            // Given
            CleanupPolicy dry = policy(spec("@daily", false, true));
            Stream<Report> reports = Stream.of(
                    Report.idle("a").ran(true, 96_000_000_000L, 0, EARLIER),
                    // Of the time before dryRun was written.
                    Report.idle("b").ran(false, 8, 7, EARLIER));
            // When
            CleanupPolicyStatus status = status(dry, Agents.of(agents(2, 2)), reports);
            // Then
            assertThat(status.reclaimed()).isEqualTo(new Reclaimed(96_000_000_000L, 0, 0, "would 96 GB"));
            assertThat(status.schedule()).isEqualTo("dry run");
        }

        @Test
        void shouldMoveBytesToGoneNodesAndKeepTheTotalWhenAReportWasRemoved() {
            // Given
            policy.setStatus(status(
                    policy,
                    Agents.of(agents(2, 2)),
                    Stream.of(Report.idle("a").total(30), Report.idle("b").total(12))));
            var left = new Reports(List.of(Report.idle("a").total(30).asResource()), List.of(), 12);
            // When
            CleanupPolicyStatus status = aggregate(policy, Agents.of(agents(1, 1)), left, NOW);
            // Then
            assertThat(status.reclaimed()).isEqualTo(new Reclaimed(0, 42, 12, "42 B"));
        }

        @Test
        void shouldNotFallWhenBytesAreLost() {
            // Given
            policy.setStatus(status(
                    policy, Agents.of(agents(1, 1)), Stream.of(Report.idle("a").total(30))));
            // When
            CleanupPolicyStatus status = status(
                    policy, Agents.of(agents(1, 1)), Stream.of(Report.idle("a").total(4)));
            // Then
            assertThat(status.reclaimed().totalBytes()).isEqualTo(30);
        }

        @Test
        void shouldCountBytesButNotTheStateWhenANodeIsLeaving() {
            // Given
            var reports = new Reports(
                    List.of(Report.idle("a").total(30).asResource()),
                    List.of(Report.unable("b", NodeState.EngineUnreachable, EARLIER)
                            .total(12)
                            .asResource()),
                    0);
            // When
            CleanupPolicyStatus status = aggregate(policy, Agents.of(agents(1, 1)), reports, NOW);
            // Then
            assertThat(status.reclaimed().totalBytes()).isEqualTo(42);
            assertThat(status.nodes().withoutEngine()).isZero();
        }
    }
}
