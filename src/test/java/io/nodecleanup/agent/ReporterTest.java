package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.disk.FileSystemUsage;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.operator.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a real API server, with the rights that agents are shipped with. */
@Tag("apiserver")
class ReporterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final KubernetesClient admin = TestCluster.ready();
    private final KubernetesClient client = TestCluster.as("node-cleanup-agent");
    private CleanupPolicy policy;

    @BeforeEach
    void create() {
        var wanted = new CleanupPolicy();
        wanted.setMetadata(new ObjectMetaBuilder().withName("reported").build());
        wanted.setSpec(new CleanupPolicySpec(
                Map.of(), null, false, false, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null));
        policy = admin.resource(wanted).create();
    }

    @AfterEach
    void delete() {
        admin.resource(policy).delete();
        admin.resources(NodeCleanup.class).withName("reported.node-1").delete();
        client.close();
        admin.close();
    }

    @Test
    void shouldReadBackWhatTheAgentBeforeWroteWhenItStartsAgain() {
        // Given
        NodeStatus status = status(NodeState.Idle);
        new Reporter(client, identity()).report(status, NOW);
        // When
        Optional<NodeCleanupStatus> read = new Reporter(client, identity()).read();
        // Then
        assertThat(read).contains(status.status(Optional.empty(), NOW));
        NodeCleanup report =
                admin.resources(NodeCleanup.class).withName("reported.node-1").get();
        assertThat(report.getMetadata().getLabels()).containsEntry("nodecleanup.io/policy", "reported");
        assertThat(report.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid())
                        .isEqualTo(policy.getMetadata().getUid()));
    }

    @Test
    void shouldMakeTheReportAnewWhenSomebodyDeletedIt() {
        // Given
        var reporter = new Reporter(client, identity());
        reporter.report(status(NodeState.Idle), NOW);
        admin.resources(NodeCleanup.class).withName("reported.node-1").delete();
        // When
        reporter.report(status(NodeState.Suspended), NOW);
        // Then
        assertThat(reporter.read().flatMap(s -> Condition.find(s.conditions(), Condition.READY)))
                .map(Condition::reason)
                .contains("Suspended");
    }

    @Test
    void shouldRememberNothingWhenTheReportIsOfAnEarlierPolicyOfThatName() {
        // Given
        new Reporter(client, identity()).report(status(NodeState.Idle), NOW);
        var later = new AgentIdentity("reported", "the-uid-of-a-later-policy", "node-1");
        // When
        Optional<NodeCleanupStatus> read = new Reporter(client, later).read();
        // Then
        assertThat(read).isEmpty();
    }

    private AgentIdentity identity() {
        return new AgentIdentity("reported", policy.getMetadata().getUid(), "node-1");
    }

    private static NodeStatus status(NodeState state) {
        return new NodeStatus(
                3,
                state,
                "a message",
                Optional.of(new EngineInfo("id", "29.0.0", "1.56", "containerd", "/var/lib/docker")),
                FileSystemUsage.of(Path.of("/")).map(disk -> new FileSystemUsage(disk.path(), 100, 61, 10, 1)),
                Optional.empty(),
                Memory.first(Optional.of("monday"), NOW),
                Optional.of(NOW.plusSeconds(60)));
    }
}
