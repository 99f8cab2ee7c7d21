package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The hook against a real API server, with the rights that the chart gives it (its hooks are no part of deploy/). */
@Tag("apiserver")
class RemoveAgentsTest {
    private static final String ACCOUNT = "hook-under-test";
    private static final String DEPLOYMENT = "operator-under-test";

    private static KubernetesClient admin;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void connect() {
        admin = TestCluster.ready();
        TestCluster.apply(
                admin,
                new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(TestCluster.NAMESPACE)
                        .withName(ACCOUNT)
                        .endMetadata()
                        .withRules(
                                new PolicyRuleBuilder()
                                        .withApiGroups("apps")
                                        .withResources("deployments")
                                        .withResourceNames(DEPLOYMENT)
                                        .withVerbs("get")
                                        .build(),
                                new PolicyRuleBuilder()
                                        .withApiGroups("apps")
                                        .withResources("deployments/scale")
                                        .withResourceNames(DEPLOYMENT)
                                        .withVerbs("patch")
                                        .build(),
                                new PolicyRuleBuilder()
                                        .withApiGroups("apps")
                                        .withResources("daemonsets")
                                        .withVerbs("list", "delete")
                                        .build())
                        .build());
        TestCluster.apply(
                admin,
                new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(TestCluster.NAMESPACE)
                        .withName(ACCOUNT)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", ACCOUNT)
                        .addNewSubject("", "ServiceAccount", ACCOUNT, TestCluster.NAMESPACE)
                        .build());
    }

    @AfterAll
    static void close() {
        if (admin != null) {
            admin.rbac()
                    .roles()
                    .inNamespace(TestCluster.NAMESPACE)
                    .withName(ACCOUNT)
                    .delete();
            admin.rbac()
                    .roleBindings()
                    .inNamespace(TestCluster.NAMESPACE)
                    .withName(ACCOUNT)
                    .delete();
            admin.close();
        }
    }

    /** Before too: what a run that was cut off has left is nobody's. */
    @BeforeEach
    @AfterEach
    void deleteAll() {
        admin.apps()
                .deployments()
                .inNamespace(TestCluster.NAMESPACE)
                .withName(DEPLOYMENT)
                .delete();
        var daemonSets = admin.apps().daemonSets().inNamespace(TestCluster.NAMESPACE);
        daemonSets.delete();
        daemonSets
                .list()
                .getItems()
                .forEach(left -> admin.resource(left)
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}"));
        await().until(() -> daemonSets.list().getItems().isEmpty());
    }

    @Test
    void shouldStopTheOperatorAndRemoveItsAgentsWhenAllGoesWell() {
        // Given
        createOperator();
        createAgents("one");
        createAgents("two");
        // When
        int exit = run("--deployment=" + DEPLOYMENT);
        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "Deployment " + DEPLOYMENT + " has no pods",
                        "DaemonSet agent-one and its pods are gone",
                        "DaemonSet agent-two and its pods are gone");
        assertThat(admin.apps()
                        .daemonSets()
                        .inNamespace(TestCluster.NAMESPACE)
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(admin.apps()
                        .deployments()
                        .inNamespace(TestCluster.NAMESPACE)
                        .withName(DEPLOYMENT)
                        .get()
                        .getSpec()
                        .getReplicas())
                .isZero();
    }

    @Test
    void shouldRemoveTheAgentsWhenTheOperatorIsGoneAlready() {
        // Given
        createAgents("one");
        // When
        int exit = run("--deployment=" + DEPLOYMENT);
        // Then
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("DaemonSet agent-one and its pods are gone");
    }

    @Test
    void shouldFailAndNameThemWhenAgentsDoNotGoInTime() {
        // Given
        createAgents("held", "example.com/hold");
        // When
        int exit = run("--deployment=" + DEPLOYMENT, "--timeout=2s");
        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("agent-held", "kubectl -n node-cleanup get pods");
    }

    @Test
    void shouldExplainItselfWhenTheTimeoutIsNoDuration() {
        // Given
        String wrong = "--timeout=soon";
        // When
        int exit = run("--deployment=" + DEPLOYMENT, wrong);
        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("write a duration such as 90s or 2m");
    }

    private int run(String... args) {
        return new CommandLine(new RemoveAgents(() -> TestCluster.as(ACCOUNT), Clock.systemUTC()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private static void createOperator() {
        var labels = Map.of("app", DEPLOYMENT);
        TestCluster.apply(
                admin,
                new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(TestCluster.NAMESPACE)
                        .withName(DEPLOYMENT)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(1)
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("operator")
                        .withImage("registry.example.com/none:1")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
        await().until(() -> {
            var status = admin.apps()
                    .deployments()
                    .inNamespace(TestCluster.NAMESPACE)
                    .withName(DEPLOYMENT)
                    .get()
                    .getStatus();
            return status.getReplicas() != null && status.getReplicas() == 1;
        });
    }

    private static void createAgents(String policyName, String... finalizers) {
        var policy = Samples.policy(Samples.spec(null, false, false));
        policy.getMetadata().setName(policyName);
        var agents = DaemonSetTemplate.desired(policy, Samples.SETTINGS, TestCluster.NAMESPACE);
        agents.getMetadata().setFinalizers(List.of(finalizers));
        admin.resource(agents).create();
    }
}
