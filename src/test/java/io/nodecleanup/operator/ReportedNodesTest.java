package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.operator.Samples.Report;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes, and what their agents report. */
@Tag("apiserver")
class ReportedNodesTest extends ReconcilerAtWork {
    @Test
    void shouldSumUpWhatNodesReportWhenAgentsWrite() {
        // Given
        CleanupPolicy policy = create(name, spec("@daily"));
        createNode("node-1");
        createNode("node-2");
        startAgents(2);
        // When
        report(
                policy,
                "node-1",
                Report.idle("node-1")
                        .ran(false, 0, 2_000_000, Samples.NOW)
                        .total(5_000_000)
                        .handled("r"));
        report(policy, "node-2", Report.unable("node-2", NodeState.SocketForbidden, Samples.NOW));
        // Then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(name) != null
                        && status(name).nodes().summary().equals("1/2")
                        && status(name).nodes().reported() == 2);
        CleanupPolicyStatus status = status(name);
        assertThat(status.nodes().ready()).isEqualTo(1);
        assertThat(status.nodes().withoutEngine()).isEqualTo(1);
        assertThat(status.reclaimed().totalBytes()).isEqualTo(5_000_000);
        assertThat(status.lastRunTime()).isEqualTo(Samples.NOW);
        assertThat(status.worstNodes())
                .extracting(CleanupPolicyStatus.NodeProblem::reason)
                .containsExactly("SocketForbidden");
        assertThat(Condition.find(status.conditions(), Condition.DEGRADED)
                        .orElseThrow()
                        .status())
                .isEqualTo("True");
    }

    @Test
    void shouldCountFewerNodesAsReadyAndTellWhenAnAgentEndsWithoutAWord() {
        // Given
        CleanupPolicy policy = create(name, spec("@daily"));
        createNode("node-1");
        createNode("node-2");
        startAgents(2);
        report(policy, "node-1", Report.idle("node-1"));
        report(policy, "node-2", Report.idle("node-2"));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        status(name) != null && status(name).nodes().summary().equals("2/2"));
        // When
        setReady(pods().getFirst(), false);
        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> status(name).nodes().summary().equals("1/2"));
        assertThat(status(name).nodes().reported()).isEqualTo(2);
        assertThat(Condition.find(status(name).conditions(), Condition.DEGRADED)
                        .orElseThrow()
                        .message())
                .contains("no node reports a failure; 1 of 2 agents is not ready: kubectl");
    }

    @Test
    void shouldWriteNewSumsOnceAndWithoutFurtherEventsWhenTheStatusWasWrittenJustBefore() {
        // Given
        CleanupPolicy policy = create(name, spec("@daily"));
        createNode("node-1");
        startAgents(1);
        report(policy, "node-1", Report.idle("node-1").total(30));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        status(name) != null && status(name).nodes().summary().equals("1/1"));
        String before = policy(name).get().getMetadata().getResourceVersion();
        // When
        report("node-1", Report.idle("node-1").total(40));
        report("node-1", Report.idle("node-1").total(50));
        // Then
        await().during(BETWEEN_WRITES.minusSeconds(3))
                .atMost(BETWEEN_WRITES.minusSeconds(1))
                .until(() ->
                        policy(name).get().getMetadata().getResourceVersion().equals(before));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(name).reclaimed().totalBytes() == 50);
    }

    @Test
    void shouldRemoveTheReportAndKeepItsBytesWhenItsNodeGoes() {
        // Given
        CleanupPolicy policy = create(name, spec("@daily"));
        createNode("node-1");
        createNode("node-2");
        report(policy, "node-1", Report.idle("node-1").total(30));
        report(policy, "node-2", Report.idle("node-2").total(12));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(name) != null && status(name).nodes().reported() == 2);
        // When
        admin.nodes().withName("node-2").delete();
        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> reportOf("node-2").get() == null);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(name).reclaimed().goneNodesBytes() == 12);
        assertThat(status(name).reclaimed().totalBytes()).isEqualTo(42);
        assertThat(reportOf("node-1").get()).isNotNull();
    }

    @Test
    void shouldRemoveTheReportWhenItsNodeLosesTheLabel() {
        // Given
        CleanupPolicy policy = create(name, spec("@daily"));
        createNode("node-1");
        report(policy, "node-1", Report.idle("node-1").total(30));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(name) != null && status(name).nodes().reported() == 1);
        // When
        admin.nodes().withName("node-1").patch(MERGE, "{\"metadata\":{\"labels\":{\"pool\":\"test\"}}}");
        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> reportOf("node-1").get() == null);
    }

    @Test
    void shouldRemoveTheReportWhenItsNodeGetsATaintThatEvictsAgents() {
        // Given
        CleanupPolicy policy = create(name, spec("@daily"));
        createNode("node-1");
        report(policy, "node-1", Report.idle("node-1").total(30));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(name) != null && status(name).nodes().reported() == 1);
        // When
        taint("node-1");
        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> reportOf("node-1").get() == null);
    }

    @Test
    void shouldTakeTheRequestAsHandledWhenOnlyANodeThatEvictsAgentsHasNotRunIt() {
        // Given
        createNode("node-1");
        createNode("node-2");
        taint("node-2");
        CleanupPolicy policy = create(name, spec("@daily"));
        report(policy, "node-1", Report.idle("node-1").handled("now"));
        report(policy, "node-2", Report.idle("node-2"));
        // When
        policy(name)
                .patch(MERGE, "{\"metadata\":{\"annotations\":{\"%s\":\"now\"}}}".formatted(CleanupPolicy.RUN_REQUEST));
        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> status(name) != null && "now".equals(status(name).lastHandledRunRequest()));
        assertThat(status(name).nodes().selected()).isLessThanOrEqualTo(1);
    }

    private void taint(String node) {
        admin.nodes()
                .withName(node)
                .patch(MERGE, "{\"spec\":{\"taints\":[{\"key\":\"maintenance\",\"effect\":\"NoExecute\"}]}}");
    }
}
