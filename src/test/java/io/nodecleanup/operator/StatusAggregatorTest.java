package io.nodecleanup.operator;

import static io.nodecleanup.operator.Aggregation.aggregate;
import static io.nodecleanup.operator.Aggregation.idle;
import static io.nodecleanup.operator.Aggregation.status;
import static io.nodecleanup.operator.Samples.NOW;
import static io.nodecleanup.operator.Samples.agents;
import static io.nodecleanup.operator.Samples.policy;
import static io.nodecleanup.operator.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.operator.Samples.Report;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StatusAggregatorTest {
    private static final Instant EARLIER = NOW.minusSeconds(60);

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

        @Test
        void shouldForgetTheLastRunWhenItsNodeHadAClockThatIsAhead() {
            // Given
            Instant ahead = Instant.parse("2038-01-19T03:14:07Z");
            Stream<Report> reports = Stream.of(
                    Report.idle("a").ran(false, 0, 0, ahead), Report.idle("b").ran(false, 0, 0, EARLIER));
            policy.setStatus(aggregate(policy, Agents.of(agents(1, 1)), ranAt(ahead), ahead));
            // When
            CleanupPolicyStatus status = status(policy, Agents.of(agents(2, 2)), reports);
            // Then
            assertThat(policy.getStatus().lastRunTime()).isEqualTo(ahead);
            assertThat(status.lastRunTime()).isEqualTo(EARLIER);
        }

        @Test
        void shouldTakeTheLastRunWhenItsNodesClockIsAheadALittle() {
            // Given
            Instant ahead = NOW.plusSeconds(60);
            // When
            CleanupPolicyStatus status = aggregate(policy, Agents.of(agents(1, 1)), ranAt(ahead), NOW);
            // Then
            assertThat(status.lastRunTime()).isEqualTo(ahead);
        }

        private static Reports ranAt(Instant end) {
            return ReportSweep.untouched(
                    List.of(Report.idle("a").ran(false, 0, 0, end).asResource()));
        }

        @Test
        void shouldKnowTheLastRunOfANodeWhenItIsLeaving() {
            // Given
            var leaving = new Reports(
                    List.of(),
                    List.of(Report.idle("a").ran(false, 0, 0, EARLIER).asResource()),
                    0);
            // When
            CleanupPolicyStatus status = aggregate(policy, Agents.of(agents(0, 0)), leaving, NOW);
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
}
