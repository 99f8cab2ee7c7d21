package io.nodecleanup.agent;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.runner.RunLog;
import io.nodecleanup.runner.StopSignal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The role {@code agent}: what the pods of a policy's DaemonSet run, and, with a policy in a file, a host or a pod without Kubernetes. */
@Command(
        name = "agent",
        description = {
            "Follows one CleanupPolicy on this node. Run by the DaemonSet that the operator makes.",
            "With a policy in a file it needs no Kubernetes: it goes by the file's schedule, and reports on standard output."
        },
        mixinStandardHelpOptions = true)
public final class AgentCommand implements Callable<Integer> {
    /** Less than the pod's grace period of 60 s, which ends with a kill. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(50);

    private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

    @Option(
            names = "--policy",
            required = true,
            description =
                    "Name of the CleanupPolicy, with --policy-uid, --node and --socket; or the file it is in: a name with"
                            + " a slash, or that ends in .yaml, .yml or .json.")
    private String policy;

    @Option(names = "--policy-uid", description = "Its uid: a later policy of that name is another one.")
    private String policyUid;

    @Option(names = "--node", description = "Name of this node (default, with a file: the host's name).")
    private String node;

    @Option(names = "--socket", description = "The Docker socket (default, with a file: its engine.socket).")
    private Path socket;

    @Option(
            names = "--state",
            defaultValue = "/var/lib/node-cleanup",
            description = "Folder for what the agents of this node remember (default: ${DEFAULT-VALUE}).")
    private Path state;

    @Option(
            names = "--metrics-address",
            description = "Where to serve /livez, /startedz and /metrics, as HOST:PORT or :PORT (default: nowhere).")
    private String metricsAddress;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (PolicyInFile.isFile(policy)) {
            if (policyUid != null) {
                throw new ParameterException(
                        spec.commandLine(), "--policy-uid does not go with a policy in a file: leave it out");
            }
            var file = PolicyInFile.of(Path.of(policy), node, socket, state, System.out);
            follow(file.identity(), file.policies(), file.reports(), file.socket(), new Semaphore(0));
            return 0;
        }
        if (policyUid == null || node == null || socket == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--policy " + policy
                            + " is a name: add --policy-uid, --node and --socket; or write a file, such as ./" + policy
                            + ".yaml");
        }
        var identity = new AgentIdentity(policy, policyUid, node);
        var wake = new Semaphore(0);
        try (KubernetesClient client = client();
                var policies = new PolicyWatch(client, identity, socket, Clock.systemUTC(), wake::release)) {
            follow(identity, policies, new Reporter(client, identity), socket, wake);
        }
        return 0;
    }

    /**
     * @param wake released when the policy has changed
     */
    @SuppressWarnings("try") // The journal is closed early, on purpose.
    private void follow(AgentIdentity identity, PolicySource policies, Reports reports, Path socket, Semaphore wake)
            throws InterruptedException, IOException {
        new StateFolder(state).problem().ifPresent(LOG::warn);
        Clock clock = Clock.systemUTC();
        var pulse = new Pulse(System::nanoTime);
        var metrics = new Metrics();
        var runs = new RunFiles(state.resolve("runs"), identity.policyName(), new RunLog(System.out, clock), clock);
        try (Closeable _ = serve(pulse, metrics);
                DockerJavaEngine engine = DockerJavaEngine.open(socket, pulse);
                var journal = new UsageJournal(state, engine, clock)) {
            journal.start();
            var mark = RunMark.of(state, identity, clock);
            var vitals = new Vitals(pulse, metrics, runs, new Slack(clock));
            var loop = new AgentLoop(
                    identity,
                    policies,
                    engine,
                    journal,
                    reports,
                    new RunStarter(
                            Gate.of(state, "policy " + identity.policyName(), engine, clock),
                            new CleanupRun(engine, journal, runs, mark, clock),
                            vitals),
                    vitals,
                    clock,
                    wake);
            // SIGTERM lets a run end between two deletions and report.
            try (var _ = new StopSignal(loop::stop, STOP_WITHIN)) {
                loop.run();
                // Before the signal's wait ends, and the process with it.
                journal.close();
            }
        }
    }

    private Closeable serve(Pulse pulse, Metrics metrics) {
        if (metricsAddress == null) {
            return () -> {};
        }
        try {
            return new Endpoints(ListenAddress.parse(metricsAddress), pulse, metrics);
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "--metrics-address " + metricsAddress + ": " + e.getMessage(), e);
        }
    }

    private static KubernetesClient client() {
        var mapper = new ObjectMapper();
        // Without a search for all kinds that Kubernetes has: they take 5 MB, and the agent knows its two.
        var serialization = new KubernetesSerialization(mapper, false);
        // A newer CRD may have fields that this agent does not know.
        mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        Config config = Config.autoConfigure(null);
        // The loop looks again by itself; a call that retries for minutes would keep it from stopping.
        config.setRequestRetryBackoffLimit(2);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .withKubernetesSerialization(serialization)
                .build();
    }
}
