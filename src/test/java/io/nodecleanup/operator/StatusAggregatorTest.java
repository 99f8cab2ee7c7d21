package io.nodecleanup.operator;

import static io.nodecleanup.operator.Samples.NOW;
import static io.nodecleanup.operator.Samples.agents;
import static io.nodecleanup.operator.Samples.policy;
import static io.nodecleanup.operator.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus.NodeCounts;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus.Reclaimed;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.EngineSpec;
import io.nodecleanup.api.v1alpha1.ImagesSpec;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.operator.Samples.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StatusAggregatorTest {
    private static final Instant EARLIER = NOW.minusSeconds(60);

    @Nested
    class Ready {
        @Test
        void shouldSayWhatToWriteWhenTheScheduleIsWrong() {
            // Given
            CleanupPolicy policy = policy(spec("99 3 * * *", false, false));
            // When
            Condition ready = ready(status(policy, Agents.NONE));
            // Then
            assertThat(ready)
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly("False", "InvalidPolicy");
            assertThat(ready.message()).contains("spec.schedule", "99 3 * * *", "write five cron fields");
        }

        @Test
        void shouldNameTheAllowedSocketsWhenTheSocketIsNotOneOfThem() {
            // Given
            var images = new ImagesSpec(null, null, null, 0, null);
            CleanupPolicy policy = policy(spec(null, false, false, images, new EngineSpec("/run/other.sock")));
            // When
            Condition ready = ready(status(policy, Agents.NONE));
            // Then
            assertThat(ready)
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly("False", "SocketNotAllowed");
            assertThat(ready.message()).contains("/run/other.sock", "/var/run/docker.sock", "allowedSockets");
        }

        @Test
        void shouldCountAgentsAndTellWhereToLookWhenSomeAreNotReady() {
            // Given
            CleanupPolicy policy = policy(spec("@daily", false, false));
            // When
            Condition ready = ready(status(policy, Agents.of(agents(2, 1))));
            // Then
            assertThat(ready)
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly("False", "AgentsStarting");
            assertThat(ready.message()).contains("1 of 2 agents", "kubectl -n node-cleanup get pods");
        }

        @Test
        void shouldNotBeReadyWhenTheDaemonSetsControllerHasNotSeenItsPresentVersion() {
            // Given
            DaemonSet agents = agents(2, 2);
            agents.getMetadata().setGeneration(9L);
            // When
            Condition ready = ready(status(policy(spec("@daily", false, false)), Agents.of(agents)));
            // Then
            assertThat(ready.reason()).isEqualTo("AgentsStarting");
        }

        @Test
        void shouldNotBeReadyWhenReadyAgentsAreOfAnEarlierVersion() {
            // Given
            DaemonSet agents = agents(2, 2);
            agents.getStatus().setUpdatedNumberScheduled(1);
            // When
            Condition ready = ready(status(policy(spec("@daily", false, false)), Agents.of(agents)));
            // Then
            assertThat(ready.reason()).isEqualTo("AgentsStarting");
        }

        @Test
        void shouldSayWhatTheServerSaysWhenItRefusesTheAgents() {
            // Given
            var agents = new Agents(Optional.of(agents(1, 1)), Optional.of("exceeded quota"));
            // When
            Condition ready = ready(status(policy(spec("@daily", false, false)), agents));
            // Then
            assertThat(ready)
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly("False", "AgentsRefused");
            assertThat(ready.message()).endsWith("exceeded quota");
        }

        @Test
        void shouldNameScheduleAndZoneWhenAllAgentsAreReady() {
            // Given
            CleanupPolicy policy = policy(spec("0 3 * * 0", false, false));
            // When
            Condition ready = ready(status(policy, Agents.of(agents(2, 2))));
            // Then
            assertThat(ready).extracting(Condition::status, Condition::reason).containsExactly("True", "Scheduled");
            assertThat(ready.message()).isEqualTo("runs at \"0 3 * * 0\" (Etc/UTC) on 2 nodes");
        }

        @Test
        void shouldTellHowToRunItWhenThereIsNoSchedule() {
            // Given
            CleanupPolicy policy = policy(spec(null, false, false));
            // When
            Condition ready = ready(status(policy, Agents.of(agents(1, 1))));
            // Then
            assertThat(ready).extracting(Condition::status, Condition::reason).containsExactly("True", "OnDemandOnly");
            assertThat(ready.message()).contains("kubectl annotate", "build-nodes nodecleanup.io/run-requested-at=");
        }

        @Test
        void shouldSayThatNothingRunsWhenSuspended() {
            // Given
            CleanupPolicy policy = policy(spec("@daily", true, false));
            // When
            Condition ready = ready(status(policy, Agents.of(agents(1, 1))));
            // Then
            assertThat(ready).extracting(Condition::status, Condition::reason).containsExactly("True", "Suspended");
        }

        @Test
        void shouldNameTheLabelsWhenNoNodeHasThem() {
            // Given
            CleanupPolicy policy = policy(spec("@daily", false, false));
            // When
            Condition ready = ready(status(policy, Agents.of(agents(0, 0))));
            // Then
            assertThat(ready)
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly("True", "NoNodesSelected");
            assertThat(ready.message()).contains("pool=build");
        }

        @Test
        void shouldSayThatNothingIsPrunedWhenNoBlockIsWritten() {
            // Given
            CleanupPolicy policy = policy(spec("@daily", false, false, null, null));
            // When
            Condition ready = ready(status(policy, Agents.of(agents(1, 1))));
            // Then
            assertThat(ready.message()).contains("the policy prunes nothing");
        }

        @Test
        void shouldSayThatTheScheduleNeverComesWhenItIsThirtiethOfFebruary() {
            // Given
            CleanupPolicy policy = policy(spec("0 3 30 2 *", false, false));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(1, 1)));
            // Then
            assertThat(ready(status).message()).contains("never comes");
            assertThat(status.nextRunTime()).isNull();
        }

        @Test
        void shouldKeepTheTransitionTimeWhenOnlyTheReasonChanges() {
            // Given
            CleanupPolicy policy = policy(spec("@daily", false, false));
            policy.setStatus(status(policy, Agents.of(agents(1, 1)), EARLIER));
            policy.setSpec(spec("@daily", true, false));
            // When
            Condition ready = ready(status(policy, Agents.of(agents(1, 1))));
            // Then
            assertThat(ready.reason()).isEqualTo("Suspended");
            assertThat(ready.lastTransitionTime()).isEqualTo(EARLIER);
        }

        @Test
        void shouldTakeTheNewTransitionTimeWhenTheStatusChanges() {
            // Given
            CleanupPolicy policy = policy(spec("@daily", false, false));
            policy.setStatus(status(policy, Agents.of(agents(1, 0)), EARLIER));
            // When
            Condition ready = ready(status(policy, Agents.of(agents(1, 1)), NOW.plusMillis(700)));
            // Then
            assertThat(ready.lastTransitionTime()).isEqualTo(NOW);
        }
    }

    @Nested
    class Degraded {
        private final CleanupPolicy policy = policy(spec("@daily", false, false));

        @Test
        void shouldBeFalseWhenATenthOfTheNodesFails() {
            // Given
            Stream<Report> reports =
                    Stream.concat(idle(9), Stream.of(Report.idle("bad").failed(EARLIER)));
            // When
            Condition degraded = degraded(status(policy, Agents.of(agents(10, 10)), reports));
            // Then
            assertThat(degraded)
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly("False", "NodesHealthy");
        }

        @Test
        void shouldBeTrueWhenMoreThanATenthOfTheNodesFails() {
            // Given
            Stream<Report> reports =
                    Stream.concat(idle(8), Stream.of(Report.idle("bad").failed(EARLIER)));
            // When
            Condition degraded = degraded(status(policy, Agents.of(agents(9, 9)), reports));
            // Then
            assertThat(degraded)
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly("True", "NodesFailing");
            assertThat(degraded.message()).contains("1 of 9 nodes fails", "bad: Failed: it is so");
        }

        @Test
        void shouldBeTrueWhenOneNodeOfManyHasFailedForHalfAnHour() {
            // Given
            Report old = Report.unable("bad", NodeState.SocketForbidden, NOW.minus(Duration.ofMinutes(30)));
            // When
            Condition degraded =
                    degraded(status(policy, Agents.of(agents(50, 50)), Stream.concat(idle(49), Stream.of(old))));
            // Then
            assertThat(degraded.status()).isEqualTo("True");
            assertThat(degraded.message()).contains("for half an hour or longer: bad");
        }

        @Test
        void shouldBeUnknownWhenThePolicyHasNoAgents() {
            // Given
            CleanupPolicy invalid = policy(spec("99 * * * *", false, false));
            Report stale = Report.unable("bad", NodeState.InvalidPolicy, EARLIER);
            // When
            CleanupPolicyStatus status = status(invalid, Agents.NONE, Stream.of(stale));
            // Then
            assertThat(degraded(status))
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly("Unknown", "NoAgents");
            assertThat(status.worstNodes()).isNull();
            assertThat(status.nodes()).isEqualTo(new NodeCounts(0, 0, 0, 0, 0, "0/0"));
        }
    }

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

    @Nested
    class Times {
        private final CleanupPolicy policy = policy(spec("0 3 * * *", false, false));

        @Test
        void shouldTakeTheFirstReportedStartWhenAgentsKnowTheSchedule() {
            // Given
            Stream<Report> reports = Stream.of(
                    Report.idle("a").nextRun(NOW.plusSeconds(500)),
                    Report.idle("b").nextRun(NOW.plusSeconds(400)),
                    Report.idle("gone by").nextRun(NOW.minusSeconds(400)),
                    Report.idle("other spec").nextRun(NOW.plusSeconds(1)).byGeneration(2));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(4, 4)), reports);
            // Then
            assertThat(status.nextRunTime()).isEqualTo(NOW.plusSeconds(400));
        }

        @Test
        void shouldComputeTheNextStartWhenNoAgentHasReportedOne() {
            // Given
            Agents agents = Agents.of(agents(1, 0));
            // When
            CleanupPolicyStatus status = status(policy, agents);
            // Then
            assertThat(status.nextRunTime()).isEqualTo("2026-11-25T03:00:00Z");
        }

        @Test
        void shouldHaveNoNextRunWhenSuspended() {
            // Given
            CleanupPolicy suspended = policy(spec("@daily", true, false));
            // When
            CleanupPolicyStatus status = status(
                    suspended,
                    Agents.of(agents(1, 1)),
                    Stream.of(Report.idle("a").nextRun(NOW.plusSeconds(9))));
            // Then
            assertThat(status.nextRunTime()).isNull();
            assertThat(status.schedule()).isEqualTo("suspended");
        }

        @Test
        void shouldKeepTheLastRunWhenItsNodeIsGone() {
            // Given
            policy.setStatus(status(
                    policy, Agents.of(agents(1, 1)), Stream.of(Report.idle("a").ran(false, 0, 0, EARLIER))));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(0, 0)));
            // Then
            assertThat(status.lastRunTime()).isEqualTo(EARLIER);
        }
    }

    @Nested
    class RunRequests {
        private final CleanupPolicy policy = policy(spec(null, false, false));

        RunRequests() {
            policy.getMetadata().setAnnotations(Map.of(CleanupPolicy.RUN_REQUEST, "second"));
            policy.setStatus(new CleanupPolicyStatus(1L, List.of(), null, null, null, null, null, null, null, "first"));
        }

        @Test
        void shouldBeHandledWhenEveryNodeEchoesIt() {
            // Given
            Stream<Report> reports = Stream.of(
                    Report.idle("a").handled("second"), Report.idle("b").handled("second"));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(2, 2)), reports);
            // Then
            assertThat(status.lastHandledRunRequest()).isEqualTo("second");
        }

        @Test
        void shouldNotBeHandledWhenOneNodeHasNotRunIt() {
            // Given
            Stream<Report> reports = Stream.of(
                    Report.idle("a").handled("second"), Report.idle("b").handled("first"));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(2, 2)), reports);
            // Then
            assertThat(status.lastHandledRunRequest()).isEqualTo("first");
        }

        @Test
        void shouldNotBeHandledWhenASelectedNodeHasNotReported() {
            // Given
            Stream<Report> reports = Stream.of(Report.idle("a").handled("second"));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(2, 2)), reports);
            // Then
            assertThat(status.lastHandledRunRequest()).isEqualTo("first");
        }

        @Test
        void shouldNotBeHandledWhenThereIsNoNode() {
            // Given
            Agents agents = Agents.of(agents(0, 0));
            // When
            CleanupPolicyStatus status = status(policy, agents);
            // Then
            assertThat(status.lastHandledRunRequest()).isEqualTo("first");
        }
    }

    @Test
    void shouldBeEqualWhenNothingHasChanged() {
        // Given
        CleanupPolicy policy = policy(spec("@daily", false, false));
        policy.setStatus(status(policy, Agents.of(agents(3, 3)), idle(3)));
        // When
        CleanupPolicyStatus again = aggregate(
                policy,
                Agents.of(agents(3, 3)),
                ReportSweep.untouched(idle(3).map(Report::asResource).toList()),
                NOW.plusSeconds(60));
        // Then
        assertThat(again).isEqualTo(policy.getStatus());
        assertThat(again.observedGeneration()).isEqualTo(3);
    }

    private static Stream<Report> idle(int count) {
        return IntStream.range(0, count).mapToObj(i -> Report.idle("node-" + i));
    }

    private static Condition ready(CleanupPolicyStatus status) {
        return Condition.find(status.conditions(), Condition.READY).orElseThrow();
    }

    private static Condition degraded(CleanupPolicyStatus status) {
        return Condition.find(status.conditions(), Condition.DEGRADED).orElseThrow();
    }

    private static CleanupPolicyStatus status(CleanupPolicy policy, Agents agents) {
        return status(policy, agents, NOW);
    }

    private static CleanupPolicyStatus status(CleanupPolicy policy, Agents agents, Instant now) {
        return aggregate(policy, agents, ReportSweep.untouched(List.of()), now);
    }

    private static CleanupPolicyStatus status(CleanupPolicy policy, Agents agents, Stream<Report> reports) {
        return aggregate(
                policy,
                agents,
                ReportSweep.untouched(reports.map(Report::asResource).toList()),
                NOW);
    }

    private static CleanupPolicyStatus aggregate(CleanupPolicy policy, Agents agents, Reports reports, Instant now) {
        Admission admission = Admission.of(policy.getSpec(), Samples.SETTINGS.allowedSockets());
        return StatusAggregator.status(policy, admission, agents, reports, now);
    }
}
