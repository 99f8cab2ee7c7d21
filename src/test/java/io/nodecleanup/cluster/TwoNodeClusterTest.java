package io.nodecleanup.cluster;

import static io.nodecleanup.cluster.Shell.apply;
import static io.nodecleanup.cluster.Shell.docker;
import static io.nodecleanup.cluster.Shell.helm;
import static io.nodecleanup.cluster.Shell.kubectl;
import static io.nodecleanup.cluster.WholePolicy.NODES;
import static io.nodecleanup.cluster.WholePolicy.bytesTaken;
import static io.nodecleanup.cluster.WholePolicy.images;
import static io.nodecleanup.cluster.WholePolicy.logged;
import static io.nodecleanup.cluster.WholePolicy.policy;
import static io.nodecleanup.cluster.WholePolicy.report;
import static io.nodecleanup.cluster.WholePolicy.runNow;
import static io.nodecleanup.cluster.WholePolicy.state;
import static io.nodecleanup.cluster.WholePolicy.tagFresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole, as a person uses it: the real image, installed by the chart on a real cluster of two nodes, one with Engine 29 and one with
 * 20.10, driven by kubectl. One story in order: a dry run, the run it planned, what must be refused, and the end.
 */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodeClusterTest {
    private static final Duration YOUNG = Duration.ofMinutes(1);
    private static final String POLICY = """
            apiVersion: nodecleanup.io/v1alpha1
            kind: CleanupPolicy
            metadata: {name: whole}
            spec:
              nodeSelector: {node-role.kubernetes.io/build: ""}
              dryRun: true
              images: {prune: Unused, unusedFor: 1m, keep: ["registry.example.com/base/*", "*:stable"]}
              buildCache: {prune: All, unusedFor: 1m}
            """;

    @BeforeAll
    static void install() {
        if (System.getenv("KUBECONFIG") == null) {
            throw new AssertionError("KUBECONFIG is not set: run dev/test cluster");
        }
        for (String node : NODES) {
            Shell.run(List.of("dev/cluster", "exec", node, "dev/mess", "/run/docker.sock"))
                    .orFail();
        }
        Instant messMade = Instant.now();
        kubectl("apply", "-f", "deploy/namespace.yaml").orFail();
        helm("install node-cleanup helm/node-cleanup-operator --namespace node-cleanup --wait --timeout 2m".split(" "))
                .orFail();
        apply(POLICY).orFail();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> policy("{.status.nodes.summary}").equals("2/2"));
        // What the mess made must be older than the policy's minute.
        await().atMost(YOUNG.plusSeconds(30)).until(() -> Instant.now().isAfter(messMade.plus(YOUNG)));
    }

    @Test
    @Order(1)
    void shouldDeleteNothingAndSayWhatWouldGoWhenDryRun() {
        // Given
        tagFresh();
        List<Set<String>> imagesBefore = NODES.stream().map(WholePolicy::images).toList();
        // When
        runNow();
        // Then
        assertThat(NODES.stream().map(WholePolicy::images).toList()).isEqualTo(imagesBefore);
        assertThat(kubectl("get", "cup", "whole").orFail()).contains("dry run", "2/2", "would ");
        for (String node : NODES) {
            assertThat(logged(node, "would-remove")).as(node).hasSizeGreaterThan(50);
            assertThat(report(node, "{.status.lastRun.predictedBytes}"))
                    .as(node)
                    .isNotEqualTo("0");
            assertThat(report(node, "{.status.conditions[?(@.type==\"Ready\")].reason}"))
                    .isEqualTo("Idle");
            assertThat(report(node, "{.status.disk.used}")).endsWith("%");
        }
    }

    @Test
    @Order(2)
    void shouldRemoveJustWhatTheDryRunPlannedWhenRunForReal() {
        // Given
        List<Set<String>> planned =
                NODES.stream().map(node -> logged(node, "would-remove")).toList();
        List<Long> before = NODES.stream().map(WholePolicy::bytesTaken).toList();
        kubectl("patch", "cup", "whole", "--type=merge", "--patch={\"spec\":{\"dryRun\":false}}")
                .orFail();
        // When
        runNow();
        // Then
        for (int i = 0; i < NODES.size(); i++) {
            String node = NODES.get(i);
            long shrunk = before.get(i) - bytesTaken(node);
            assertThat(logged(node, "removed")).as(node).isEqualTo(planned.get(i));
            assertThat(Long.parseLong(report(node, "{.status.lastRun.reclaimedBytes}")))
                    .as(node)
                    .isCloseTo(shrunk, withinPercentage(2));
            assertThat(images(node))
                    .as(node)
                    .contains(
                            "registry.example.com/in-use/running:1",
                            "registry.example.com/in-use/stopped:1",
                            "registry.example.com/in-use/created:1",
                            "registry.example.com/base/tools:1",
                            "registry.example.com/api:3",
                            "registry.example.com/api:stable",
                            "registry.example.com/fresh:1")
                    .doesNotContain("registry.example.com/api:1", "registry.example.com/backup/api:5");
            assertThat(report(node, "{.status.conditions[?(@.type==\"Succeeded\")].status}"))
                    .isEqualTo("True");
        }
        assertThat(policy("{.status.conditions[?(@.type==\"Ready\")].status}")).isEqualTo("True");
        assertThat(policy("{.status.conditions[?(@.type==\"Degraded\")].status}"))
                .isEqualTo("False");
        assertThat(Long.parseLong(policy("{.status.reclaimed.totalBytes}"))).isPositive();
        assertThat(kubectl("--namespace=node-cleanup", "logs", "deployment/node-cleanup-operator")
                        .lines())
                .noneMatch(line -> line.contains("ERROR"));
    }

    @Test
    @Order(3)
    void shouldNotRunWhenSuspended() {
        // Given
        kubectl("patch", "cup", "whole", "--type=merge", "--patch={\"spec\":{\"suspend\":true}}")
                .orFail();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> NODES.stream().allMatch(node -> state(node).equals("Suspended")));
        String lastRun = report("node-1", "{.status.lastRun.id}");
        // When
        kubectl("annotate", "cup", "whole", "nodecleanup.io/run-requested-at=while-suspended", "--overwrite")
                .orFail();
        // Then
        await().atMost(Duration.ofMinutes(1))
                .until(() -> report("node-1", "{.status.lastHandledRunRequest}").equals("while-suspended"));
        assertThat(report("node-1", "{.status.lastRun.id}")).isEqualTo(lastRun);
        kubectl("patch", "cup", "whole", "--type=merge", "--patch={\"spec\":{\"suspend\":false}}")
                .orFail();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> NODES.stream().allMatch(node -> state(node).equals("Idle")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "other"})
    @Order(4)
    void shouldLetAnAgentWriteForItsOwnNodeAloneWhenItUsesItsToken(String whose) {
        // Given
        String pod = kubectl(
                        "--namespace=node-cleanup",
                        "get",
                        "pod",
                        "--selector=nodecleanup.io/policy=whole",
                        "--field-selector=spec.nodeName=node-1",
                        "--output=jsonpath={.items[0].metadata.uid}")
                .orFail();
        String tokenFile = "/var/lib/kubelet/pods/" + pod + "/volumes/kubernetes.io~projected/*/token";
        String token = Shell.run(List.of("dev/cluster", "exec", "node-1", "sh", "-c", "cat " + tokenFile))
                .orFail();
        String server = kubectl("config", "view", "--output=jsonpath={.clusters[0].cluster.server}")
                .orFail();
        String node = whose.equals("own") ? "node-1" : "node-2";
        // When
        Throwable refusal = catchThrowable(() -> writeStatus(server, token, "whole." + node));
        // Then
        if (whose.equals("own")) {
            assertThat(refusal).isNull();
        } else {
            assertThat(refusal)
                    .hasMessageContaining("ValidatingAdmissionPolicy")
                    .hasMessageContaining("own node only");
        }
    }

    /** Nothing of the administrator's goes with it: a client certificate would count before the token. */
    private static void writeStatus(String server, String token, String report) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server)
                .withTrustCerts(true)
                .withOauthToken(token)
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            client.resources(NodeCleanup.class)
                    .withName(report)
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"missedSchedules\":7}}");
        }
    }

    @Test
    @Order(5)
    void shouldRefuseWithTheFieldAndAdviceWhenThePolicyIsWrong() {
        // Given
        String wrong = POLICY.replace("unusedFor: 1m}", "unusedFor: 2 days}").replace("dryRun", "dryrun");
        // When
        Shell.Result result = apply(wrong);
        // Then
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("unknown field \"spec.dryrun\"");
        assertThat(apply(POLICY.replace("unusedFor: 1m}", "unusedFor: 2 days}")).output())
                .contains("spec.buildCache.unusedFor", "write a duration of w, d, h, m and s");
    }

    @Test
    @Order(6)
    void shouldLeaveNoAgentAndDeleteNothingAfterwardsWhenUninstalled() {
        // Given
        for (String node : NODES) {
            docker(node, "tag", "registry.example.com/base/tools:1", "registry.example.com/after:1")
                    .orFail();
        }
        // When
        helm("uninstall", "node-cleanup", "--namespace", "node-cleanup", "--wait", "--timeout", "3m")
                .orFail();
        // Then
        assertThat(kubectl("get", "pods", "--namespace=node-cleanup", "--output=name")
                        .lines())
                .isEmpty();
        assertThat(kubectl("get", "cup", "whole", "--output=name").orFail())
                .isEqualTo("cleanuppolicy.nodecleanup.io/whole");
        List<Set<String>> left = NODES.stream().map(WholePolicy::images).toList();
        kubectl("annotate", "cup", "whole", "nodecleanup.io/run-requested-at=after-uninstall", "--overwrite")
                .orFail();
        await().during(Duration.ofSeconds(10))
                .atMost(Duration.ofSeconds(20))
                .until(() -> NODES.stream().map(WholePolicy::images).toList().equals(left));
    }
}
