package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.policy.WrittenPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A policy, its agents and its status. */
@Tag("apiserver")
class CleanupPolicyReconcilerTest extends ReconcilerAtWork {
    @Test
    void shouldMakeTheAgentsWhenAPolicyIsCreated() {
        // Given
        long start = System.nanoTime();
        // When
        CleanupPolicy policy = create(name, spec("@daily"));
        // Then
        await().pollInterval(10, TimeUnit.MILLISECONDS).until(() -> agents(name).get() != null);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("policy created -> DaemonSet there: " + took.toMillis() + " ms");
        DaemonSet agents = agents(name).get();
        assertThat(agents.getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getUid)
                .containsExactly(policy.getMetadata().getUid());
        assertThat(agents.getMetadata().getManagedFields())
                .anyMatch(entry -> entry.getManager().equals("node-cleanup-operator"));
    }

    @Test
    void shouldSayWhatHappensNextWhenNoNodeIsSelected() {
        // Given
        CleanupPolicySpec spec = spec("0 3 * * *");
        // When
        create(name, spec);
        // Then
        awaitReady(name, "NoNodesSelected");
        CleanupPolicyStatus status = policy(name).get().getStatus();
        assertThat(status.nodes().summary()).isEqualTo("0/0");
        assertThat(status.schedule()).isEqualTo("0 3 * * *");
        assertThat(status.nextRunTime()).isAfter(Instant.now());
        assertThat(status.observedGeneration()).isEqualTo(1);
    }

    @Test
    void shouldWriteTheStatusNoMoreWhenNothingChanges() {
        // Given
        create(name, spec(null));
        awaitReady(name, "NoNodesSelected");
        String before = policy(name).get().getMetadata().getResourceVersion();
        String agentsBefore = agents(name).get().getMetadata().getResourceVersion();
        // When
        policy(name)
                .patch(MERGE, "{\"metadata\":{\"annotations\":{\"%s\":\"now\"}}}".formatted(CleanupPolicy.RUN_REQUEST));
        String annotated = policy(name).get().getMetadata().getResourceVersion();
        // Then
        assertThat(annotated).isNotEqualTo(before);
        await().during(Duration.ofSeconds(7))
                .atMost(Duration.ofSeconds(9))
                .until(() ->
                        policy(name).get().getMetadata().getResourceVersion().equals(annotated));
        assertThat(agents(name).get().getMetadata().getResourceVersion()).isEqualTo(agentsBefore);
    }

    @Test
    void shouldRepairTheAgentsWhenSomebodyChangesThem() {
        // Given
        create(name, spec("@daily"));
        await().until(() -> agents(name).get() != null);
        // When
        agents(name)
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"registry.example.com/other:1\"}]");
        // Then
        await().atMost(Duration.ofSeconds(15))
                .until(() -> agents(name)
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage()
                        .equals(Samples.SETTINGS.image()));
    }

    @Test
    void shouldMakeTheAgentsAnewWhenSomebodyDeletesThem() {
        // Given
        create(name, spec("@daily"));
        await().until(() -> agents(name).get() != null);
        String first = agents(name).get().getMetadata().getUid();
        // When
        agents(name).delete();
        // Then
        await().atMost(Duration.ofSeconds(15))
                .until(() -> agents(name).get() != null
                        && !agents(name).get().getMetadata().getUid().equals(first));
    }

    @Test
    void shouldRemoveTheAgentsAndNameTheFieldWhenThePolicyBecomesInvalid() {
        // Given
        create(name, spec("@daily"));
        await().until(() -> agents(name).get() != null);
        // When
        policy(name).patch(MERGE, "{\"spec\":{\"schedule\":\"99 3 * * *\"}}");
        // Then
        awaitReady(name, "InvalidPolicy");
        assertThat(ready(name).message()).contains("spec.schedule", "99 3 * * *", "write five cron fields");
        await().until(() -> agents(name).get() == null);
    }

    @Test
    void shouldMakeNoAgentsWhenTheSocketIsNotAllowed() {
        // Given
        var spec = Samples.spec("@daily", false, false, "images: {}\nengine: {socket: /run/other/docker.sock}");
        // When
        create(name, spec);
        // Then
        awaitReady(name, "SocketNotAllowed");
        assertThat(ready(name).message()).contains("/run/other/docker.sock", "/var/run/docker.sock");
        assertThat(agents(name).get()).isNull();
    }

    @Test
    void shouldSayWhatTheServerSaysWhenItRefusesTheAgents() {
        // Given
        var spec = WrittenPolicy.spec("nodeSelector: {}\ntolerations: [{key: not a key, operator: Exists}]");
        // When
        create(name, spec);
        // Then
        awaitReady(name, "AgentsRefused");
        assertThat(ready(name).message()).contains("tolerations", "not a key");
    }

    @Test
    void shouldNameTheLabelWhenTheNamespaceRefusesTheAgentsPods() {
        // Given
        String label = "{\"metadata\":{\"labels\":{\"pod-security.kubernetes.io/enforce\":\"%s\"}}}";
        var namespace = admin.namespaces().withName(TestCluster.NAMESPACE);
        namespace.patch(MERGE, label.formatted("baseline"));
        createNode("node-1");
        // When
        create(name, spec("@daily"));
        // Then
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> status(name) != null && ready(name).message().contains("1 has no pod"));
            assertThat(ready(name).message())
                    .contains("pod-security.kubernetes.io/enforce: privileged", "describe daemonset")
                    .endsWith(DaemonSetTemplate.nameOf(name));
        } finally {
            namespace.patch(MERGE, label.formatted("privileged"));
        }
    }

    @Test
    void shouldGoOnWithOthersWhenAPolicyIsDeleted() {
        // Given
        create(name, spec("@daily"));
        await().until(() -> agents(name).get() != null);
        // When
        policy(name).delete();
        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> agents(name).get() == null);
        create(name + "-next", spec("@daily"));
        awaitReady(name + "-next", "NoNodesSelected");
        assertThat(policy(name).get()).isNull();
        assertThat(operator.getRuntimeInfo().allEventSourcesAreHealthy()).isTrue();
    }
}
