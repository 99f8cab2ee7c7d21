package io.nodecleanup.agent;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.PolicyReader;
import io.nodecleanup.policy.Reading;
import io.nodecleanup.runner.RunLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run of the agent by a policy that says what {@code docker system prune --all} does, in a JVM of its own. Prints the seconds of the
 * whole run, and those from the first deletion to the last answer.
 */
public final class MeasuredRun {
    private static final String POLICY = """
            apiVersion: nodecleanup.io/v1alpha1
            kind: CleanupPolicy
            metadata: {name: as-docker-does}
            spec:
              nodeSelector: {}
              images: {prune: Unused, unusedFor: 0s}
              buildCache: {prune: All, unusedFor: 0s}
              containers: {exitedFor: 0s}
              networks: {unusedFor: 0s}
            """;

    private MeasuredRun() {}

    public static void main(String[] args) throws IOException {
        // As PlainLogging in the agent: the log manager's own default has the HTTP client log every byte.
        Logger.getLogger("").setLevel(Level.INFO);
        CleanupPolicySpec spec = new KubernetesSerialization()
                .unmarshal(POLICY, CleanupPolicy.class)
                .getSpec();
        Policy policy = ((Reading.Valid) PolicyReader.read(spec)).policy();
        Clock clock = Clock.systemUTC();
        var log = new RunLog(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), clock);
        var firstRemoval = new AtomicLong(Long.MAX_VALUE);
        var lastRemoval = new AtomicLong();
        Path state = Files.createTempDirectory("measured-run");
        try (DockerJavaEngine engine = DockerJavaEngine.open(Path.of(args[0]));
                var journal = new UsageJournal(state, engine, clock)) {
            // As the agent does every 30 s.
            engine.info();
            DockerEngine timed = timed(engine, firstRemoval, lastRemoval);
            long start = System.nanoTime();
            RunReport report = new CleanupRun(timed, journal, log, new RunMark(state, "uid", clock), clock)
                    .run(policy, new Due.Requested("now"), () -> false);
            long end = System.nanoTime();
            if (!report.outcome().equals("Completed")
                    || report.usageAfter().images().total() != 0
                    || report.usageAfter().buildCache().total() != 0
                    || report.removed().isEmpty()) {
                throw new IllegalStateException("the run removed too little to be measured: " + report);
            }
            System.out.printf(
                    Locale.ROOT, "%.3f %.3f%n", (end - start) / 1e9, (lastRemoval.get() - firstRemoval.get()) / 1e9);
        }
    }

    private static DockerEngine timed(DockerEngine engine, AtomicLong first, AtomicLong last) {
        return (DockerEngine) Proxy.newProxyInstance(
                DockerEngine.class.getClassLoader(),
                new Class<?>[] {DockerEngine.class},
                (proxy, method, arguments) -> {
                    boolean removal = method.getName().startsWith("remove");
                    if (removal) {
                        first.accumulateAndGet(System.nanoTime(), Math::min);
                    }
                    try {
                        return method.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (removal) {
                            last.accumulateAndGet(System.nanoTime(), Math::max);
                        }
                    }
                });
    }
}
