package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.runner.RunLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Runs on real engines, each by an agent that has just begun, with the journal and the log of those before. */
final class WholeRuns {
    private static final Due.Run REQUESTED = new Due.Requested("now");

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Path state;

    WholeRuns(Path state) {
        this.state = state;
    }

    RunReport run(TestEngine engine, Policy policy) {
        return run(engine, policy, Clock.systemUTC());
    }

    RunReport run(TestEngine engine, Policy policy, Clock clock) {
        return run(engine, policy, clock, REQUESTED, () -> false);
    }

    RunReport run(TestEngine engine, Policy policy, BooleanSupplier withdrawn) {
        return run(engine, policy, Clock.systemUTC(), REQUESTED, withdrawn);
    }

    RunReport scheduled(TestEngine engine, Policy policy) {
        Clock clock = Clock.systemUTC();
        return run(engine, policy, clock, new Due.Scheduled(clock.instant(), Duration.ZERO, 0), () -> false);
    }

    private RunReport run(TestEngine engine, Policy policy, Clock clock, Due.Run due, BooleanSupplier withdrawn) {
        try (DockerJavaEngine opened = DockerJavaEngine.open(engine.socket());
                var journal = new UsageJournal(state, opened, clock)) {
            var log = new RunLog(new PrintStream(lines, true, StandardCharsets.UTF_8), clock);
            return new CleanupRun(opened, journal, log, new RunMark(state, "uid", clock), clock)
                    .run(policy, due, withdrawn);
        }
    }

    /** The ids of all to which this was done. */
    Set<String> logged(String action) {
        return lines.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"action\":\"" + action + "\""))
                .map(line -> line.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toSet());
    }
}
