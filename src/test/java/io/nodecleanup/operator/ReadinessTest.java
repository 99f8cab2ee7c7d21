package io.nodecleanup.operator;

import static io.nodecleanup.operator.Aggregation.ready;
import static io.nodecleanup.operator.Aggregation.status;
import static io.nodecleanup.operator.Samples.NOW;
import static io.nodecleanup.operator.Samples.agents;
import static io.nodecleanup.operator.Samples.policy;
import static io.nodecleanup.operator.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.Condition;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final Instant EARLIER = NOW.minusSeconds(60);

    @Test
    void shouldSayWhatToWriteWhenTheScheduleIsWrong() {
        // Given
        CleanupPolicy policy = policy(spec("99 3 * * *", false, false));
        // When
        Condition ready = ready(status(policy, Agents.NONE));
        // Then
        assertThat(ready).extracting(Condition::status, Condition::reason).containsExactly("False", "InvalidPolicy");
        assertThat(ready.message()).contains("spec.schedule", "99 3 * * *", "write five cron fields");
    }

    @Test
    void shouldNameTheAllowedSocketsWhenTheSocketIsNotOneOfThem() {
        // Given
        CleanupPolicy policy = policy(spec(null, false, false, "images: {}\nengine: {socket: /run/other.sock}"));
        // When
        Condition ready = ready(status(policy, Agents.NONE));
        // Then
        assertThat(ready).extracting(Condition::status, Condition::reason).containsExactly("False", "SocketNotAllowed");
        assertThat(ready.message()).contains("/run/other.sock", "/var/run/docker.sock", "allowedSockets");
    }

    @Test
    void shouldCountAgentsAndTellWhereToLookWhenSomeAreNotReady() {
        // Given
        CleanupPolicy policy = policy(spec("@daily", false, false));
        // When
        Condition ready = ready(status(policy, Agents.of(agents(2, 1))));
        // Then
        assertThat(ready).extracting(Condition::status, Condition::reason).containsExactly("False", "AgentsStarting");
        assertThat(ready.message()).contains("1 of 2 agents", "kubectl -n node-cleanup get pods");
    }

    @Test
    void shouldNameTheLabelAndWhereTheRefusalIsWhenAgentsHaveNoPods() {
        // Given
        DaemonSet agents = agents(3, 0);
        agents.getStatus().setCurrentNumberScheduled(1);
        // When
        Condition ready = ready(status(policy(spec("@daily", false, false)), Agents.of(agents)));
        // Then
        assertThat(ready).extracting(Condition::status, Condition::reason).containsExactly("False", "AgentsStarting");
        assertThat(ready.message())
                .startsWith("0 of 3 agents are ready")
                .contains(
                        "2 have no pod: perhaps none can be created", "pod-security.kubernetes.io/enforce: privileged")
                .endsWith("kubectl describe daemonset --namespace node-cleanup agent-build-nodes");
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
        assertThat(ready).extracting(Condition::status, Condition::reason).containsExactly("False", "AgentsRefused");
        assertThat(ready.message()).endsWith("exceeded quota");
    }

    @Test
    void shouldAlsoTellThatAgentsAreThereWhenTheyCannotBeRemovedFromAnInvalidPolicy() {
        // Given
        var agents = new Agents(Optional.of(agents(1, 1)), Optional.of("failed calling webhook"));
        // When
        Condition ready = ready(status(policy(spec("99 3 * * *", false, false)), agents));
        // Then
        assertThat(ready.reason()).isEqualTo("InvalidPolicy");
        assertThat(ready.message())
                .startsWith("spec.schedule")
                .endsWith("refuses to remove them: failed calling webhook");
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
    void shouldSayThatItRunsByItselfWhenADiskMayGetTooFullAndThereIsNoSchedule() {
        // Given
        CleanupPolicy policy =
                policy(spec(null, false, false, "buildCache: {}\ndiskPressure: {highPercent: 80, minFree: 20Gi}"));
        // When
        CleanupPolicyStatus status = status(policy, Agents.of(agents(1, 1)));
        // Then
        assertThat(ready(status))
                .extracting(Condition::status, Condition::reason)
                .containsExactly("True", "OnDiskPressure");
        assertThat(ready(status).message())
                .startsWith(
                        "no schedule: runs by itself where a disk is above 80 % or has less than 20Gi free; or run it");
        assertThat(status.schedule()).isEqualTo("on pressure");
    }

    @Test
    void shouldWarnWhenDiskPressureHasNothingToRemove() {
        // Given
        CleanupPolicy policy = policy(spec("@daily", false, false, "containers: {}\ndiskPressure: {highPercent: 80}"));
        // When
        Condition ready = ready(status(policy, Agents.of(agents(2, 2))));
        // Then
        assertThat(ready.message())
                .isEqualTo(
                        "runs at \"@daily\" (Etc/UTC) on 2 nodes, and where a disk is above 80 %;"
                                + " a disk that is too full is relieved by images and build cache: write a block images or buildCache");
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
        assertThat(ready).extracting(Condition::status, Condition::reason).containsExactly("True", "NoNodesSelected");
        assertThat(ready.message()).contains("pool=build");
    }

    @Test
    void shouldSayThatNothingIsPrunedWhenNoBlockIsWritten() {
        // Given
        CleanupPolicy policy = policy(spec("@daily", false, false, ""));
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
