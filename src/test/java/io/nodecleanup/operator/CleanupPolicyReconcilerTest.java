package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeCleanupSpec;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.operator.Samples.Report;
import io.nodecleanup.policy.WrittenPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The reconciler against a real API server, with the rights of the account that we ship. */
@Tag("apiserver")
class CleanupPolicyReconcilerTest {
    /** Unlike a change of what was read, it cannot meet a change by somebody else, such as the node's controllers. */
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private static KubernetesClient admin;
    private static Operator operator;

    private String name;

    @BeforeAll
    static void start() {
        admin = TestCluster.ready();
        KubernetesClient client = TestCluster.as("node-cleanup-operator");
        operator = new Operator(o -> o.withKubernetesClient(client).withCloseClientOnStop(true));
        operator.register(new CleanupPolicyReconciler(Samples.SETTINGS, Clock.systemUTC(), Duration.ofSeconds(1)));
        operator.start();
        // The first policy of a cold JVM is no measure.
        create("warm-up", spec("@daily"));
        await().until(() -> agents("warm-up").get() != null);
        policy("warm-up").delete();
    }

    @AfterAll
    static void stop() {
        if (operator != null) {
            operator.stop();
        }
        if (admin != null) {
            admin.close();
        }
    }

    @BeforeEach
    void nameThePolicy(TestInfo test) {
        name = "p" + Integer.toHexString(test.getDisplayName().hashCode());
    }

    @AfterEach
    void deleteAll() {
        admin.resources(CleanupPolicy.class).delete();
        admin.resources(NodeCleanup.class).delete();
        admin.nodes().withLabel("test", "node").delete();
        // The garbage collector learns of new kinds every 30 s: on a fresh server it does not know policies yet.
        await().atMost(Duration.ofMinutes(1))
                .until(() -> admin.apps()
                        .daemonSets()
                        .inNamespace(TestCluster.NAMESPACE)
                        .list()
                        .getItems()
                        .isEmpty());
    }

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
    void shouldSumUpWhatNodesReportWhenAgentsWrite() {
        // Given
        CleanupPolicy policy = create(name, spec("@daily"));
        createNode("node-1");
        createNode("node-2");
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
                .until(() -> status(name) != null && status(name).nodes().reported() == 2);
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

    private static CleanupPolicySpec spec(String schedule) {
        return Samples.spec(schedule, false, false);
    }

    private static CleanupPolicy create(String name, CleanupPolicySpec spec) {
        var policy = new CleanupPolicy();
        policy.getMetadata().setName(name);
        policy.setSpec(spec);
        return admin.resource(policy).create();
    }

    /** Without the label that says so, nothing is a Linux node. There is no kubelet: pods stay pending. */
    private static void createNode(String node) {
        admin.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(node)
                        .withLabels(Map.of("pool", "build", "kubernetes.io/os", "linux", "test", "node"))
                        .endMetadata()
                        .build())
                .create();
    }

    private void report(CleanupPolicy policy, String node, Report report) {
        var resource = new NodeCleanup();
        resource.getMetadata().setName(NodeCleanup.nameOf(name, node));
        resource.getMetadata()
                .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                        .withApiVersion(policy.getApiVersion())
                        .withKind(policy.getKind())
                        .withName(name)
                        .withUid(policy.getMetadata().getUid())
                        .build()));
        resource.setSpec(new NodeCleanupSpec(name, node));
        admin.resource(resource).create();
        NodeCleanupStatus status = report.asResource().getStatus();
        reportOf(node).editStatus(r -> {
            r.setStatus(status);
            return r;
        });
    }

    private Resource<NodeCleanup> reportOf(String node) {
        return admin.resources(NodeCleanup.class).withName(NodeCleanup.nameOf(name, node));
    }

    private static Resource<CleanupPolicy> policy(String name) {
        return admin.resources(CleanupPolicy.class).withName(name);
    }

    private static CleanupPolicyStatus status(String name) {
        return policy(name).get().getStatus();
    }

    private static Resource<DaemonSet> agents(String name) {
        return admin.apps().daemonSets().inNamespace(TestCluster.NAMESPACE).withName(DaemonSetTemplate.nameOf(name));
    }

    private static Condition ready(String name) {
        return Condition.find(status(name).conditions(), Condition.READY).orElseThrow();
    }

    private static void awaitReady(String name, String reason) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(name) != null && Objects.equals(ready(name).reason(), reason));
    }
}
