package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.nodecleanup.policy.DurationText;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Ends all pruning before the operator is uninstalled: stops the operator, which would make the agents anew, then removes them and waits
 * until their pods are gone. Policies and reports stay. Exits 0 when done, 1 when not.
 */
@Command(
        name = "remove-agents",
        mixinStandardHelpOptions = true,
        description =
                "Stops the operator and removes all agents, in this namespace. Run by the chart's pre-delete hook.")
public final class RemoveAgents implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Supplier<KubernetesClient> clients;
    private final Clock clock;

    @Spec
    private CommandSpec command;

    @Option(names = "--deployment", required = true, paramLabel = "NAME", description = "The operator's Deployment.")
    private String deployment;

    @Option(
            names = "--timeout",
            defaultValue = "2m",
            paramLabel = "DURATION",
            converter = Timeout.class,
            description = "How long to wait in all, such as 90s. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    /** With the pod's own account, or the kubeconfig outside of a pod. */
    public RemoveAgents() {
        this(
                () -> new KubernetesClientBuilder()
                        .withHttpClientFactory(new JdkHttpClientFactory())
                        .build(),
                Clock.systemUTC());
    }

    RemoveAgents(Supplier<KubernetesClient> clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        Instant end = clock.instant().plus(timeout);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        try (KubernetesClient client = clients.get()) {
            if (!stopOperator(client, end, out)) {
                err.println("Deployment " + deployment + " still has pods after " + timeout + "; nothing was removed");
                return 1;
            }
            if (!removeDaemonSets(client, end, out)) {
                err.println("still there after " + timeout + ": "
                        + agents(client).stream().map(RemoveAgents::name).toList() + "; see their pods with kubectl -n "
                        + client.getNamespace() + " get pods -l app.kubernetes.io/managed-by=node-cleanup-operator");
                return 1;
            }
            return 0;
        } catch (KubernetesClientException e) {
            err.println("cannot remove the agents: " + e.getMessage());
            return 1;
        }
    }

    private boolean stopOperator(KubernetesClient client, Instant end, PrintWriter out) throws InterruptedException {
        var operator = client.apps().deployments().withName(deployment);
        try {
            // Not scale(0), which reads the scale first: one more verb to grant.
            operator.subresource("scale").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":0}}");
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
        boolean stopped = await(end, () -> isWithoutPods(operator.get()));
        if (stopped) {
            out.println("Deployment " + deployment + " has no pods");
        }
        return stopped;
    }

    /**
     * @param operator null if there is none
     */
    static boolean isWithoutPods(Deployment operator) {
        if (operator == null) {
            return true;
        }
        DeploymentStatus status = operator.getStatus();
        return status != null
                && status.getObservedGeneration() != null
                && status.getObservedGeneration() >= operator.getMetadata().getGeneration()
                && isZero(status.getReplicas())
                // Pods on their way out, which may still act; API servers before 1.33 do not tell.
                && isZero(status.getTerminatingReplicas());
    }

    private boolean removeDaemonSets(KubernetesClient client, Instant end, PrintWriter out)
            throws InterruptedException {
        List<DaemonSet> before = agents(client);
        boolean gone = await(end, () -> {
            List<DaemonSet> left = agents(client);
            // In each turn: one that an operator made on its way out is removed too.
            left.stream()
                    .filter(agents -> agents.getMetadata().getDeletionTimestamp() == null)
                    .forEach(agents -> client.resource(agents)
                            // The DaemonSet goes last, after its pods.
                            .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                            .delete());
            return left.isEmpty();
        });
        if (gone) {
            before.forEach(agents -> out.println("DaemonSet " + name(agents) + " and its pods are gone"));
        }
        return gone;
    }

    private static List<DaemonSet> agents(KubernetesClient client) {
        return client.apps().daemonSets().withLabels(AgentLabels.MANAGED).list().getItems();
    }

    private boolean await(Instant end, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (!clock.instant().isBefore(end)) {
                return false;
            }
            Thread.sleep(LOOK_EVERY);
        }
        return true;
    }

    private static String name(DaemonSet agents) {
        return agents.getMetadata().getName();
    }

    private static boolean isZero(Integer number) {
        return number == null || number == 0;
    }

    /** Durations as in policies. */
    static final class Timeout implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return DurationText.parse(text)
                    .orElseThrow(
                            () -> new TypeConversionException("'" + text + "': write a duration such as 90s or 2m"));
        }
    }
}
