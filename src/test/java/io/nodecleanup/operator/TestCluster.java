package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.fail;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real API server with our CRDs and the accounts and roles that we ship. */
public final class TestCluster {
    public static final String NAMESPACE = "node-cleanup";

    private static final Set<String> SHIPPED =
            Set.of("Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");

    private TestCluster() {}

    /** The administrator's client, once everything is installed. */
    public static KubernetesClient ready() {
        KubernetesClient admin =
                new KubernetesClientBuilder().withConfig(config().build()).build();
        documents(Path.of("crds")).forEach(crd -> apply(admin, crd));
        admin.apiextensions()
                .v1()
                .customResourceDefinitions()
                .list()
                .getItems()
                .forEach(crd -> admin.resource(crd)
                        .waitUntilCondition(
                                c -> c.getStatus() != null
                                        && c.getStatus().getConditions().stream()
                                                .anyMatch(condition -> condition
                                                                .getType()
                                                                .equals("Established")
                                                        && condition.getStatus().equals("True")),
                                30,
                                TimeUnit.SECONDS));
        documents(Path.of("deploy"))
                .filter(document -> SHIPPED.contains(document.getKind()))
                // The namespace first: it is written in a file of its own.
                .sorted((a, b) -> Boolean.compare(
                        b.getKind().equals("Namespace"), a.getKind().equals("Namespace")))
                .forEach(document -> apply(admin, document));
        return admin;
    }

    /** A client with the rights of a shipped account, as a token in its pod would have them. */
    public static KubernetesClient as(String serviceAccount) {
        return as(serviceAccount, config());
    }

    /** The same, by way of another address, such as one that a test can cut off. */
    public static KubernetesClient as(String serviceAccount, String url) {
        return as(serviceAccount, config().withMasterUrl(url));
    }

    /** A client that has a token and nothing of the administrator's: a client certificate would count before it. */
    public static KubernetesClient bearing(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server().toString())
                .withTrustCerts(true)
                .withOauthToken(token)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** What holds agents to their own reports, as shipped. It is not installed: agents of tests are no pods. */
    static List<HasMetadata> agentAdmission() {
        return documents(Path.of("deploy"))
                .filter(document -> document.getKind().startsWith("ValidatingAdmissionPolicy"))
                .toList();
    }

    /** Where the API server is. */
    public static java.net.URI server() {
        return java.net.URI.create(config().build().getMasterUrl());
    }

    private static KubernetesClient as(String serviceAccount, ConfigBuilder builder) {
        Config config = builder.withNamespace(NAMESPACE)
                .withWatchList(true)
                .withImpersonateUsername("system:serviceaccount:" + NAMESPACE + ":" + serviceAccount)
                .withImpersonateGroups(
                        "system:serviceaccounts", "system:serviceaccounts:" + NAMESPACE, "system:authenticated")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    public static void apply(KubernetesClient client, HasMetadata resource) {
        client.resource(resource).forceConflicts().serverSideApply();
    }

    private static ConfigBuilder config() {
        String kubeconfig = System.getenv("KUBECONFIG");
        if (kubeconfig == null || kubeconfig.isEmpty()) {
            fail("start one with dev/control-plane up and set KUBECONFIG, or run dev/test apiserver");
        }
        // fabric8 takes a PKCS #8 key, which dev/control-plane makes, for RSA unless told.
        return new ConfigBuilder(Config.fromKubeconfig(new File(kubeconfig))).withClientKeyAlgo("EC");
    }

    private static Stream<HasMetadata> documents(Path folder) {
        try (var files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(TestCluster::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<HasMetadata> read(Path file) {
        try {
            return Arrays.stream(Files.readString(file).split("(?m)^---$"))
                    .filter(document -> document.contains("kind:"))
                    .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
