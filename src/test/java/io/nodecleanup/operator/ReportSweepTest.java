package io.nodecleanup.operator;

import static io.nodecleanup.operator.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
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
        List<NodeCleanup> reports = List.of(reporting).stream()
                .map(node -> Report.idle(node).total(12).asResource())
                .toList();
        return sweep.sweep(
                policy,
                reports,
                nodes,
                report -> deleted.add(report.getMetadata().getName()),
                now);
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
