package io.nodecleanup.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodecleanup.packaging.Helm.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    private static final Path CRDS = Path.of("crds");
    private static final Path CRDS_IN_CHART = Helm.CHART.resolve("files/crds");
    private static final String MEND_CRDS = "copy them anew: cp crds/*.yaml " + CRDS_IN_CHART + "/";
    private static final Path MANIFESTS = Path.of("deploy/operator.yaml");
    private static final Pattern POLICY_IN_NOTES = Pattern.compile("<<'EOF'\n(.*?)\nEOF\n", Pattern.DOTALL);

    @Test
    void shouldPassWhenLintedStrictly() {
        // When
        Outcome outcome = Helm.run("lint", "--strict", Helm.CHART.toString());
        // Then
        assertThat(outcome.status()).as(outcome.text()).isZero();
    }

    @Test
    void shouldHoldTheRepositorysCrdsWhenCompared() throws IOException {
        // Given
        Map<String, String> truth = files(CRDS);
        // When
        Map<String, String> copies = files(CRDS_IN_CHART);
        // Then
        assertThat(copies).as(MEND_CRDS).isEqualTo(truth);
    }

    @Test
    void shouldAddOnlyLabelsAndTheWishToBeKeptWhenCrdsAreRendered() throws IOException {
        // Given
        List<JsonNode> truth = files(CRDS).values().stream()
                .flatMap(text -> Yaml.documents(text).stream())
                .toList();
        // When
        List<JsonNode> rendered = Helm.objects("CustomResourceDefinition", "node-cleanup", "node-cleanup");
        // Then
        assertThat(rendered)
                .allSatisfy(crd -> assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy")
                                .asText())
                        .isEqualTo("keep"));
        rendered.forEach(crd -> ((ObjectNode) crd.path("metadata")).remove(List.of("labels", "annotations")));
        assertThat(rendered).containsExactlyInAnyOrderElementsOf(truth);
    }

    @Test
    void shouldRenderNoCrdWhenTheyAreDisabled() {
        // When
        var rendered = Helm.objects("CustomResourceDefinition", "node-cleanup", "ns", "--set", "crds.enabled=false");
        // Then
        assertThat(rendered).isEmpty();
    }

    @Test
    void shouldLetCrdsGoWhenTheyAreNotToBeKept() {
        // When
        var rendered = Helm.objects("CustomResourceDefinition", "node-cleanup", "ns", "--set", "crds.keep=false");
        // Then
        assertThat(rendered)
                .isNotEmpty()
                .noneSatisfy(crd ->
                        assertThat(crd.at("/metadata").has("annotations")).isTrue());
    }

    @Test
    void shouldBeThePlainManifestsWhenRenderedWithoutHooksAndCrds() {
        // Given
        String manifests = Yaml.text(MANIFESTS);
        // When
        String rendered = Helm.template("node-cleanup", "node-cleanup", "--no-hooks", "--set", "crds.enabled=false");
        // Then
        assertThat(manifests)
                .as(
                        "render it anew: helm template node-cleanup %s -n node-cleanup --no-hooks --set crds.enabled=false > %s"
                                .formatted(Helm.CHART, MANIFESTS))
                .isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource({
        "node-cleanup,          node-cleanup-operator,           node-cleanup-agent",
        "node-cleanup-operator, node-cleanup-operator,           node-cleanup-agent",
        "blue,                  blue-node-cleanup-operator,      blue-node-cleanup-agent",
    })
    void shouldHoldTheAgentsToTheirNodeUnderTheNameTheOperatorGivesThemWhenReleased(
            String release, String operatorName, String agentName) {
        // When
        JsonNode deployment = Helm.objects("Deployment", release, "ns").getFirst();
        JsonNode admission =
                Helm.objects("ValidatingAdmissionPolicy", release, "ns").getFirst();
        List<String> accounts = Helm.objects("ServiceAccount", release, "ns", "--no-hooks").stream()
                .map(account -> account.at("/metadata/name").asText())
                .toList();
        // Then
        assertThat(deployment.at("/metadata/name").asText()).isEqualTo(operatorName);
        assertThat(environment(deployment)).containsEntry("NODE_CLEANUP_AGENT_SERVICE_ACCOUNT", agentName);
        assertThat(accounts).containsExactlyInAnyOrder(operatorName, agentName);
        assertThat(admission.at("/spec/matchConditions/0/expression").asText())
                .endsWith("'system:serviceaccount:ns:" + agentName + "'");
    }

    @Test
    void shouldTellTheOperatorOfImageSecretsAndSocketsWhenTheyAreSet() {
        // When
        JsonNode deployment = Helm.objects(
                        "Deployment",
                        "node-cleanup",
                        "ns",
                        "--set",
                        "image.repository=r.example.com/nc,image.pullPolicy=Always",
                        "--set",
                        "image.pullSecrets={one,two},allowedSockets={/a.sock,/b/c.sock}",
                        "--set-string",
                        "image.tag=9")
                .getFirst();
        // Then
        assertThat(environment(deployment))
                .containsEntry("NODE_CLEANUP_AGENT_IMAGE", "r.example.com/nc:9")
                .containsEntry("NODE_CLEANUP_AGENT_IMAGE_PULL_POLICY", "Always")
                .containsEntry("NODE_CLEANUP_AGENT_IMAGE_PULL_SECRETS", "one,two")
                .containsEntry("NODE_CLEANUP_ALLOWED_SOCKETS", "/a.sock,/b/c.sock");
        assertThat(deployment.at("/spec/template/spec/imagePullSecrets/1/name").asText())
                .isEqualTo("two");
    }

    @Test
    void shouldNameTheDigestWhenTheTagEndsInOne() {
        // Given
        String tag = "0.1.0@sha256:" + "a".repeat(64);
        // When
        JsonNode deployment = Helm.objects(
                        "Deployment",
                        "node-cleanup",
                        "ns",
                        "--set",
                        "image.repository=r.example.com/nc,image.tag=" + tag)
                .getFirst();
        // Then
        assertThat(environment(deployment)).containsEntry("NODE_CLEANUP_AGENT_IMAGE", "r.example.com/nc:" + tag);
    }

    @Test
    void shouldRemoveTheAgentsOfThisOperatorWhenUninstalled() {
        // When
        JsonNode job = Helm.objects("Job", "blue", "ns").getFirst();
        // Then
        assertThat(job.at("/metadata/annotations/helm.sh~1hook").asText()).isEqualTo("pre-delete");
        assertThat(job.at("/spec/template/spec/containers/0/args"))
                .extracting(JsonNode::asText)
                .containsExactly("remove-agents", "--deployment=blue-node-cleanup-operator", "--timeout=2m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/run/docker.sock", "/run/other.sock"})
    void shouldPrintAFirstPolicyThatDeletesNothingWhenInstalled(String socket) {
        // Given
        Outcome outcome = Helm.run(
                "install",
                "node-cleanup",
                Helm.CHART.toString(),
                "--dry-run=client",
                "--set",
                "allowedSockets={" + socket + "}");
        // When
        Matcher notes = POLICY_IN_NOTES.matcher(outcome.text());
        // Then
        assertThat(notes.find()).as(outcome.text()).isTrue();
        var policy = Policies.read(Yaml.documents(notes.group(1)).getFirst());
        assertThat(policy.dryRun()).isTrue();
        assertThat(policy.socket()).isEqualTo(socket);
    }

    private static Map<String, String> environment(JsonNode deployment) {
        Map<String, String> environment = new TreeMap<>();
        deployment
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var paths = Files.list(folder)) {
            paths.forEach(path -> files.put(path.getFileName().toString(), Yaml.text(path)));
        }
        return files;
    }
}
