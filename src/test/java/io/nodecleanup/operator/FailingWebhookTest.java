package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An API server that cannot take the agents for a while. */
@Tag("apiserver")
class FailingWebhookTest extends ReconcilerAtWork {
    @Test
    void shouldSayWhatTheServerSaysAndGoOnWhenAWebhookFailsForAWhile() {
        // Given
        var webhook = admin.resource(failingWebhook(name));
        webhook.create();
        await().atMost(Duration.ofSeconds(30)).until(() -> !isTaken(name));
        // When
        create(name, spec("@daily"));
        // Then
        try {
            // The client itself tries for some 20 s.
            await().atMost(Duration.ofSeconds(60)).until(() -> status(name) != null);
            assertThat(ready(name).reason()).isEqualTo("AgentsRefused");
            assertThat(ready(name).message()).contains("failed calling webhook", "unreachable.example.com");
        } finally {
            webhook.delete();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> ready(name).reason().equals("NoNodesSelected"));
    }

    /** Whether the API server would take a DaemonSet of this policy; the client must not try a failure again. */
    private boolean isTaken(String policy) {
        var config = new ConfigBuilder(admin.getConfiguration())
                .withRequestRetryBackoffLimit(0)
                .build();
        CleanupPolicy sample = Samples.policy(spec("@daily"));
        sample.getMetadata().setName(policy);
        DaemonSet agents = DaemonSetTemplate.desired(sample, Samples.SETTINGS, TestCluster.NAMESPACE);
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            client.resource(agents).dryRun(true).create();
            return true;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** Of the DaemonSets of this policy. */
    private static ValidatingWebhookConfiguration failingWebhook(String policy) {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName("unreachable")
                .endMetadata()
                .addNewWebhook()
                .withName("unreachable.example.com")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withFailurePolicy("Fail")
                .withNewClientConfig()
                .withUrl("https://127.0.0.1:1/")
                .endClientConfig()
                .withNewObjectSelector()
                .withMatchLabels(AgentLabels.selector(policy))
                .endObjectSelector()
                .addNewRule()
                .withApiGroups("apps")
                .withApiVersions("v1")
                .withOperations("CREATE", "UPDATE")
                .withResources("daemonsets")
                .endRule()
                .endWebhook()
                .build();
    }
}
