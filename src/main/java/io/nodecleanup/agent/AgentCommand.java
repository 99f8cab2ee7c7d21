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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The role {@code agent}: what the pods of a policy's DaemonSet run. */
@Command(
        name = "agent",
        description = "Follows one CleanupPolicy on this node. Run by the DaemonSet that the operator makes.",
        mixinStandardHelpOptions = true)
public final class AgentCommand implements Callable<Integer> {
    /** Less than the pod's grace period of 60 s, which ends with a kill. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(50);

    private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

    @Option(names = "--policy", required = true, description = "Name of the CleanupPolicy.")
    private String policy;

    @Option(
            names = "--policy-uid",
            required = true,
            description = "Its uid: a later policy of that name is another one.")
    private String policyUid;

    @Option(names = "--node", required = true, description = "Name of this node.")
    private String node;

    @Option(names = "--socket", required = true, description = "The Docker socket.")
    private Path socket;

    @Option(
            names = "--state",
            defaultValue = "/var/lib/node-cleanup",
            description = "Folder for what the agents of this node remember (default: ${DEFAULT-VALUE}).")
    private Path state;

    @Override
    public Integer call() throws Exception {
        new StateFolder(state).problem().ifPresent(LOG::warn);
        var ended = new CountDownLatch(1);
        try {
            follow(ended);
        } finally {
            // The journal is written by now.
            ended.countDown();
        }
        return 0;
    }

    private void follow(CountDownLatch ended) throws InterruptedException {
        var identity = new AgentIdentity(policy, policyUid, node);
        var wake = new Semaphore(0);
        Clock clock = Clock.systemUTC();
        try (KubernetesClient client = client();
                DockerJavaEngine engine = DockerJavaEngine.open(socket);
                var journal = new UsageJournal(state, engine, clock);
                var policies = new PolicyWatch(client, identity, clock, wake::release)) {
            journal.start();
            var loop = new AgentLoop(
                    identity,
                    policies,
                    engine,
                    journal,
                    new Reporter(client, identity),
                    new CleanupRun(engine, journal, new RunLog(System.out, clock), clock),
                    clock,
                    wake);
            stopOnSignal(loop, ended);
            loop.run();
        }
    }

    /** SIGTERM lets a run end between two deletions and report, and the journal be written. */
    private static void stopOnSignal(AgentLoop loop, CountDownLatch ended) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            loop.stop();
            try {
                if (!ended.await(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                    LOG.warn("a call to the engine did not end within {}: ending without a report", STOP_WITHIN);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private static KubernetesClient client() {
        var mapper = new ObjectMapper();
        // A newer CRD may have fields that this agent does not know.
        mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        Config config = Config.autoConfigure(null);
        // The loop looks again by itself; a call that retries for minutes would keep it from stopping.
        config.setRequestRetryBackoffLimit(2);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .withKubernetesSerialization(new KubernetesSerialization(mapper, true))
                .build();
    }
}
