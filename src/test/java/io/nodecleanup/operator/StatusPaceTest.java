package io.nodecleanup.operator;

import static io.nodecleanup.operator.Samples.NOW;
import static io.nodecleanup.operator.Samples.agents;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.operator.Samples.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusPaceTest {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Reports NONE_REMOVED = new Reports(List.of(), List.of(), 0);
    private static final Instant LATER = NOW.plusSeconds(20);

    private final CleanupPolicy policy = Samples.policy(Samples.spec("@daily", false, false));
    private final StatusPace pace = new StatusPace(PERIOD);

    StatusPaceTest() {
        policy.getMetadata().setAnnotations(Map.of(CleanupPolicy.RUN_REQUEST, "now"));
        policy.setStatus(status(Report.idle("a").total(30)));
    }

    @Test
    void shouldWaitForTheRestOfThePeriodWhenOnlySumsAndTimesDiffer() {
        // Given
        CleanupPolicyStatus status = status(
                Report.idle("a").ran(false, 9, 8, LATER).total(50).usage(3, 30).nextRun(LATER.plusSeconds(60)));
        pace.written(policy, NOW);
        // When
        Duration hold = pace.hold(policy, status, NONE_REMOVED, LATER);
        // Then
        assertThat(hold).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void shouldNotWaitWhenThePeriodIsOver() {
        // Given
        pace.written(policy, NOW);
        // When
        Duration hold = pace.hold(policy, status(Report.idle("a").total(50)), NONE_REMOVED, NOW.plus(PERIOD));
        // Then
        assertThat(hold).isZero();
    }

    @Test
    void shouldNotWaitWhenNothingIsKnownOfALastWrite() {
        // Given
        CleanupPolicyStatus status = status(Report.idle("a").total(50));
        // When
        Duration hold = pace.hold(policy, status, NONE_REMOVED, LATER);
        // Then
        assertThat(hold).isZero();
    }

    @Test
    void shouldNotWaitWhenAnotherPolicyWasWritten() {
        // Given
        CleanupPolicy other = Samples.policy(Samples.spec("@daily", false, false));
        other.getMetadata().setUid("another");
        pace.written(other, NOW);
        // When
        Duration hold = pace.hold(policy, status(Report.idle("a").total(50)), NONE_REMOVED, LATER);
        // Then
        assertThat(hold).isZero();
    }

    @Test
    void shouldNotWaitWhenConditionsAndNodesDiffer() {
        // Given
        CleanupPolicyStatus status =
                status(Report.unable("a", NodeState.EngineUnreachable, NOW).total(30));
        pace.written(policy, NOW);
        // When
        Duration hold = pace.hold(policy, status, NONE_REMOVED, LATER);
        // Then
        assertThat(hold).isZero();
    }

    @Test
    void shouldNotWaitWhenTheRunRequestIsHandled() {
        // Given
        CleanupPolicyStatus status = status(Report.idle("a").total(30).handled("now"));
        pace.written(policy, NOW);
        // When
        Duration hold = pace.hold(policy, status, NONE_REMOVED, LATER);
        // Then
        assertThat(hold).isZero();
    }

    @Test
    void shouldNotWaitWhenThereIsNoStatusYet() {
        // Given
        CleanupPolicyStatus status = status(Report.idle("a").total(30));
        policy.setStatus(null);
        pace.written(policy, NOW);
        // When
        Duration hold = pace.hold(policy, status, NONE_REMOVED, LATER);
        // Then
        assertThat(hold).isZero();
    }

    @Test
    void shouldNotWaitWhenTheBytesOfRemovedReportsWouldBeLost() {
        // Given
        var removed = new Reports(List.of(), List.of(), 12);
        pace.written(policy, NOW);
        // When
        Duration hold = pace.hold(policy, status(Report.idle("a").total(50)), removed, LATER);
        // Then
        assertThat(hold).isZero();
    }

    @Test
    void shouldNotWaitWhenTheClockWasSetBack() {
        // Given
        pace.written(policy, NOW.plus(Duration.ofDays(1)));
        // When
        Duration hold = pace.hold(policy, status(Report.idle("a").total(50)), NONE_REMOVED, LATER);
        // Then
        assertThat(hold).isZero();
    }

    private CleanupPolicyStatus status(Report report) {
        return Aggregation.status(policy, Agents.of(agents(1, 1)), Stream.of(report));
    }
}
