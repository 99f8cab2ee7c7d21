package io.nodecleanup.operator;

import static io.nodecleanup.operator.Aggregation.degraded;
import static io.nodecleanup.operator.Aggregation.idle;
import static io.nodecleanup.operator.Aggregation.status;
import static io.nodecleanup.operator.Samples.NOW;
import static io.nodecleanup.operator.Samples.agents;
import static io.nodecleanup.operator.Samples.policy;
import static io.nodecleanup.operator.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus.NodeCounts;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.operator.Samples.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DegradationTest {
    private static final Instant EARLIER = NOW.minusSeconds(60);

    private final CleanupPolicy policy = policy(spec("@daily", false, false));

    @Test
    void shouldBeFalseWhenATenthOfTheNodesFails() {
        // Given
        Stream<Report> reports =
                Stream.concat(idle(9), Stream.of(Report.idle("bad").failed(EARLIER)));
        // When
        Condition degraded = degraded(status(policy, Agents.of(agents(10, 10)), reports));
        // Then
        assertThat(degraded).extracting(Condition::status, Condition::reason).containsExactly("False", "NodesHealthy");
    }

    @Test
    void shouldBeTrueWhenMoreThanATenthOfTheNodesFails() {
        // Given
        Stream<Report> reports =
                Stream.concat(idle(8), Stream.of(Report.idle("bad").failed(EARLIER)));
        // When
        Condition degraded = degraded(status(policy, Agents.of(agents(9, 9)), reports));
        // Then
        assertThat(degraded).extracting(Condition::status, Condition::reason).containsExactly("True", "NodesFailing");
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
    void shouldCountANodeWhoseDiskCannotBeTold() {
        // Given
        Stream<Report> reports =
                Stream.concat(idle(8), Stream.of(Report.idle("bad").ofAnotherDisk(EARLIER)));
        // When
        Condition degraded = degraded(status(policy, Agents.of(agents(9, 9)), reports));
        // Then
        assertThat(degraded.status()).isEqualTo("True");
        assertThat(degraded.message()).contains("bad: DiskPathMismatch: it is so");
    }

    @Test
    void shouldTellOfAgentsThatAreNotReadyAndStayFalseWhenNoNodeReportsAFailure() {
        // Given
        Stream<Report> reports = idle(12);
        // When
        Condition degraded = degraded(status(policy, Agents.of(agents(12, 9)), reports));
        // Then
        assertThat(degraded).extracting(Condition::status, Condition::reason).containsExactly("False", "NodesHealthy");
        assertThat(degraded.message())
                .contains("no node reports a failure; 3 of 12 agents are not ready: kubectl -n node-cleanup get pods");
    }

    @Test
    void shouldTellOfBothWhenANodeFailsAndAnAgentIsNotReady() {
        // Given
        Stream<Report> reports =
                Stream.concat(idle(8), Stream.of(Report.idle("bad").failed(EARLIER)));
        // When
        Condition degraded = degraded(status(policy, Agents.of(agents(10, 9)), reports));
        // Then
        assertThat(degraded.message()).contains("1 of 10 nodes fails", "; 1 of 10 agents is not ready: kubectl");
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
