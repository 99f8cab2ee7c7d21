package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeCleanupSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admission policy that we ship, and tokens of pods as the DaemonSet's controller names them. */
@Tag("apiserver")
class AgentAdmissionTest extends ReconcilerAtWork {
    private static final String ACCOUNT = "node-cleanup-agent";

    /** As long as a policy's name may be. */
    private static final String LONGEST = "p".repeat(50);

    private final List<HasMetadata> admission = TestCluster.agentAdmission();

    @BeforeAll
    void holdAgents() {
        admission.forEach(document -> TestCluster.apply(admin, document));
        await().atMost(Duration.ofSeconds(30)).until(() -> !isLetWriteWithoutAPod());
    }

    /** Agents of other tests have no pods. */
    @AfterAll
    void letGo() {
        admission.forEach(document -> admin.resource(document).delete());
        await().atMost(Duration.ofSeconds(30)).until(AgentAdmissionTest::isLetWriteWithoutAPod);
    }

    /** No kubelet ends them. */
    @AfterEach
    void deletePods() {
        admin.pods().inNamespace(TestCluster.NAMESPACE).withGracePeriod(0).delete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-b2c4d", "pppppppppppppppppppppppppppppppppppppppppppppppppp"})
    void shouldTakeTheReportWhenItIsOfTheAgentsOwnPolicyAndNode(String policy) {
        // Given
        String token = tokenOfAnAgent(policy);
        // When
        Throwable refusal = catchThrowable(() -> report(token, policy, "node-1"));
        // Then
        assertThat(refusal).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "other,   node-1, reports of its own policy only: here of pppppppppppppppppppppppppppppppppppppppppppppppppp",
        "nowhere, node-1, reports of its own policy only",
        "pppp,    node-1, reports of its own policy only",
        "pppppppppppppppppppppppppppppppppppppppppppppppppp, node-2, reports of its own node only: here of node-1",
    })
    void shouldRefuseTheReportWhenItIsOfAnotherPolicyOrNode(String policy, String node, String sentence) {
        // Given
        create("other", spec(null));
        String token = tokenOfAnAgent(LONGEST);
        // When
        Throwable refusal = catchThrowable(() -> report(token, policy, node));
        // Then
        assertThat(refusal).hasMessageContaining("ValidatingAdmissionPolicy").hasMessageContaining(sentence);
    }

    private String tokenOfAnAgent(String policy) {
        name = policy;
        createNode("node-1");
        create(policy, spec(null));
        await().atMost(Duration.ofSeconds(30)).until(() -> pods().size() == 1);
        Pod pod = pods().getFirst();
        // The node has no room, so that the scheduler leaves it to us.
        admin.bindings()
                .inNamespace(TestCluster.NAMESPACE)
                .resource(new BindingBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .endMetadata()
                        .withNewTarget()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName("node-1")
                        .endTarget()
                        .build())
                .create();
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withNewBoundObjectRef()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endBoundObjectRef()
                .endSpec()
                .build();
        return admin.serviceAccounts()
                .inNamespace(TestCluster.NAMESPACE)
                .withName(ACCOUNT)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private static void report(String token, String policy, String node) {
        try (KubernetesClient agent = TestCluster.bearing(token)) {
            agent.resource(reportOf(policy, node)).create();
        }
    }

    private static boolean isLetWriteWithoutAPod() {
        try (KubernetesClient agent = TestCluster.as(ACCOUNT)) {
            agent.resource(reportOf("nobody", "node-1")).dryRun(true).create();
            return true;
        } catch (KubernetesClientException e) {
            assertThat(e).hasMessageContaining("ValidatingAdmissionPolicy");
            return false;
        }
    }

    private static NodeCleanup reportOf(String policy, String node) {
        var report = new NodeCleanup();
        report.getMetadata().setName(NodeCleanup.nameOf(policy, node));
        report.setSpec(new NodeCleanupSpec(policy, node));
        return report;
    }
}
