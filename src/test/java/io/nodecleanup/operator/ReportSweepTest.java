package io.nodecleanup.operator;

import static io.nodecleanup.operator.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.operator.Samples.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportSweepTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CleanupPolicy policy = Samples.policy(Samples.spec(null, false, false));
    private final ReportSweep sweep = new ReportSweep(PATIENCE);
    private final List<String> deleted = new ArrayList<>();

    @Test
    void shouldKeepTheReportWhenItsNodeIsSelected() {
        // Given
        Function<String, Optional<Node>> nodes = name -> Optional.of(node("build", "linux"));
        sweep(nodes, NOW, "a");
        // When
        Reports reports = sweep(nodes, NOW.plus(PATIENCE), "a");
        // Then
        assertThat(reports.selected()).hasSize(1);
        assertThat(deleted).isEmpty();
    }

    @Test
    void shouldOnlyMarkTheReportWhenItsNodeHasJustGone() {
        // Given
        String node = "a";
        // When
        Reports reports = sweep(ReportSweepTest::noNode, NOW, node);
        // Then
        assertThat(reports.leaving()).hasSize(1);
        assertThat(deleted).isEmpty();
    }

    @Test
    void shouldRemoveTheReportAndCountItsBytesWhenItsNodeHasBeenGoneForAWhile() {
        // Given
        sweep(ReportSweepTest::noNode, NOW, "a");
        // When
        Reports reports = sweep(ReportSweepTest::noNode, NOW.plus(PATIENCE), "a");
        // Then
        assertThat(deleted).containsExactly("build-nodes.a");
        assertThat(reports).isEqualTo(new Reports(List.of(), List.of(), 12));
    }

    @Test
    void shouldRemoveTheReportWhenTheNodeHasLostTheLabelForAWhile() {
        // Given
        Function<String, Optional<Node>> nodes = name -> Optional.of(node("test", "linux"));
        sweep(nodes, NOW, "a");
        // When
        sweep(nodes, NOW.plus(PATIENCE), "a");
        // Then
        assertThat(deleted).hasSize(1);
    }

    @Test
    void shouldWaitAnewWhenTheNodeWasBackInBetween() {
        // Given
        sweep(ReportSweepTest::noNode, NOW, "a");
        sweep(name -> Optional.of(node("build", "linux")), NOW.plusSeconds(60), "a");
        // When
        sweep(ReportSweepTest::noNode, NOW.plus(PATIENCE), "a");
        // Then
        assertThat(deleted).isEmpty();
    }

    @Test
    void shouldCountNoBytesWhenTheReportHasChangedSince() {
        // Given
        List<NodeCleanup> reports = List.of(Report.idle("a").total(12).asResource());
        sweep.sweep(policy, reports, ReportSweepTest::noNode, report -> false, NOW);
        // When
        Reports after = sweep.sweep(policy, reports, ReportSweepTest::noNode, report -> false, NOW.plus(PATIENCE));
        // Then
        assertThat(after.removedBytes()).isZero();
        assertThat(after.leaving()).hasSize(1);
    }

    @Test
    void shouldGoOnAndCountTheOthersWhenADeletionIsRefused() {
        // Given
        List<NodeCleanup> reports = reports("a", "b", "c");
        sweep.sweep(policy, reports, ReportSweepTest::noNode, report -> true, NOW);
        // When
        Reports after = sweep.sweep(
                policy, reports, ReportSweepTest::noNode, report -> isDeleted(report, "b"), NOW.plus(PATIENCE));
        // Then
        assertThat(deleted).containsExactly("build-nodes.a", "build-nodes.c");
        assertThat(after.removedBytes()).isEqualTo(24);
        assertThat(after.leaving()).containsExactly(reports.get(1));
    }

    @Test
    void shouldTryOthersFirstWhenManyDeletionsWereRefused() {
        // Given
        String[] refused = {"a", "b", "c"};
        List<NodeCleanup> reports = reports("a", "b", "c", "e");
        sweep.sweep(policy, reports, ReportSweepTest::noNode, report -> true, NOW);
        sweep.sweep(policy, reports, ReportSweepTest::noNode, report -> isDeleted(report, refused), NOW.plus(PATIENCE));
        // When
        Reports after = sweep.sweep(
                policy, reports, ReportSweepTest::noNode, report -> isDeleted(report, refused), NOW.plus(PATIENCE));
        // Then
        assertThat(deleted).containsExactly("build-nodes.e");
        assertThat(after.leaving()).hasSize(3);
    }

    @Test
    void shouldLeaveTheRestToTheNextTurnWhenAFleetIsScaledDown() {
        // Given
        String[] nodes = IntStream.range(0, 250).mapToObj(i -> "n" + i).toArray(String[]::new);
        sweep(ReportSweepTest::noNode, NOW, nodes);
        // When
        Reports reports = sweep(ReportSweepTest::noNode, NOW.plus(PATIENCE), nodes);
        // Then
        assertThat(deleted).hasSize(100);
        assertThat(reports.leaving()).hasSize(150);
    }

    @Test
    void shouldRemoveTheReportWhenTheNodeHasHadATaintThatEvictsForAWhile() {
        // Given
        Node tainted = node("build", "linux");
        tainted.getSpec().setTaints(List.of(new Taint("NoExecute", "maintenance", null, null)));
        sweep(name -> Optional.of(tainted), NOW, "a");
        // When
        sweep(name -> Optional.of(tainted), NOW.plus(PATIENCE), "a");
        // Then
        assertThat(deleted).hasSize(1);
    }

    private Reports sweep(Function<String, Optional<Node>> nodes, Instant now, String... reporting) {
        return sweep.sweep(
                policy,
                reports(reporting),
                nodes,
                report -> deleted.add(report.getMetadata().getName()),
                now);
    }

    private static List<NodeCleanup> reports(String... nodes) {
        return List.of(nodes).stream()
                .map(node -> Report.idle(node).total(12).asResource())
                .toList();
    }

    /** As by an API server that refuses those of some nodes. */
    private boolean isDeleted(NodeCleanup report, String... refused) {
        if (List.of(refused).contains(report.getSpec().nodeName())) {
            throw new KubernetesClientException("no");
        }
        return deleted.add(report.getMetadata().getName());
    }

    private static Optional<Node> noNode(String name) {
        return Optional.empty();
    }

    private static Node node(String pool, String os) {
        return new NodeBuilder()
                .withNewMetadata()
                .addToLabels("pool", pool)
                .addToLabels("kubernetes.io/os", os)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }
}
