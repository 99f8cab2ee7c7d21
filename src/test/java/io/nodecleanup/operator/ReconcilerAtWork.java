package io.nodecleanup.operator;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
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
import io.nodecleanup.operator.Samples.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** A reconciler at work on a real API server, with the rights of the account that we ship, and what its tests do there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReconcilerAtWork {
    /** Unlike a change of what was read, it cannot meet a change by somebody else, such as the node's controllers. */
    static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /** Of a status with new sums only; a minute is long for a test. */
    static final Duration BETWEEN_WRITES = Duration.ofSeconds(12);

    KubernetesClient admin;
    Operator operator;

    /** That of the policy of a test. */
    String name;

    @BeforeAll
    void start() {
        admin = TestCluster.ready();
        KubernetesClient client = TestCluster.as("node-cleanup-operator");
        operator = new Operator(o -> o.withKubernetesClient(client).withCloseClientOnStop(true));
        operator.register(new CleanupPolicyReconciler(
                Samples.SETTINGS, Clock.systemUTC(), Duration.ofSeconds(1), BETWEEN_WRITES));
        operator.start();
        // The first policy of a cold JVM is no measure.
        create("warm-up", spec("@daily"));
        await().until(() -> agents("warm-up").get() != null);
        policy("warm-up").delete();
    }

    @AfterAll
    void stop() {
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

    CleanupPolicySpec spec(String schedule) {
        return Samples.spec(schedule, false, false);
    }

    CleanupPolicy create(String name, CleanupPolicySpec spec) {
        var policy = new CleanupPolicy();
        policy.getMetadata().setName(name);
        policy.setSpec(spec);
        return admin.resource(policy).create();
    }

    /**
     * Without the label that says so, nothing is a Linux node, and on one that does not say that it is ready a DaemonSet starts nothing.
     * There is no kubelet: pods stay pending. Without a heartbeat of its own, a node that bears the name of an earlier one counts as silent
     * since that one came, and gets no agent after a minute.
     */
    void createNode(String node) {
        admin.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(node)
                        .withLabels(Map.of("pool", "build", "kubernetes.io/os", "linux", "test", "node"))
                        .endMetadata()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withLastHeartbeatTime(
                                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
    }

    /** As kubelets would, once there are as many pods of agents. */
    void startAgents(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> pods().size() == count);
        pods().forEach(pod -> setReady(pod, true));
    }

    List<Pod> pods() {
        return admin.pods()
                .inNamespace(TestCluster.NAMESPACE)
                .withLabels(AgentLabels.selector(name))
                .list()
                .getItems();
    }

    void setReady(Pod pod, boolean ready) {
        admin.resource(pod)
                .subresource("status")
                .patch(
                        MERGE,
                        "{\"status\":{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"%s\"}]}}"
                                .formatted(ready ? "True" : "False"));
    }

    void report(CleanupPolicy policy, String node, Report report) {
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
        report(node, report);
    }

    /** Writes anew what is there already. */
    void report(String node, Report report) {
        NodeCleanupStatus status = report.asResource().getStatus();
        reportOf(node).editStatus(r -> {
            r.setStatus(status);
            return r;
        });
    }

    Resource<NodeCleanup> reportOf(String node) {
        return admin.resources(NodeCleanup.class).withName(NodeCleanup.nameOf(name, node));
    }

    Resource<CleanupPolicy> policy(String name) {
        return admin.resources(CleanupPolicy.class).withName(name);
    }

    CleanupPolicyStatus status(String name) {
        return policy(name).get().getStatus();
    }

    Resource<DaemonSet> agents(String name) {
        return admin.apps().daemonSets().inNamespace(TestCluster.NAMESPACE).withName(DaemonSetTemplate.nameOf(name));
    }

    Condition ready(String name) {
        return Condition.find(status(name).conditions(), Condition.READY).orElseThrow();
    }

    void awaitReady(String name, String reason) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(name) != null && Objects.equals(ready(name).reason(), reason));
    }
}
