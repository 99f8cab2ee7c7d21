package io.nodecleanup.agent;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.runner.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That a run is on, on the node's disk, and how far it has come: if the agent is ended in the middle of it, the next one tells. Where
 * nothing can be written, it does not.
 */
final class RunMark {
    private static final Duration WRITE_EVERY = Duration.ofSeconds(5);
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Logger LOG = LoggerFactory.getLogger(RunMark.class);

    private final Path file;
    private final Clock clock;
    private Instant written = Instant.MIN;

    /**
     * What is known of a run that is on.
     *
     * @param start as ISO 8601
     * @param request the value of the request that started it; null if none did
     * @param tick the scheduled time that started it, as ISO 8601; null if none did
     */
    record Begun(
            String id,
            String trigger,
            String start,
            String request,
            String tick,
            boolean dryRun,
            long predictedBytes,
            List<RunReport.Count> removed) {
        static Begun by(
                Due.Run due,
                String id,
                Instant start,
                boolean dryRun,
                long predictedBytes,
                List<RunReport.Count> removed) {
            return new Begun(
                    id,
                    due.trigger(),
                    start.toString(),
                    due instanceof Due.Requested(String request) ? request : null,
                    due instanceof Due.Scheduled scheduled ? scheduled.tick().toString() : null,
                    dryRun,
                    predictedBytes,
                    removed);
        }
    }

    /** The report of a run whose agent was ended in the middle of it, and the request or the scheduled time that started it. */
    record CutOff(RunReport report, Optional<String> request, Optional<Instant> tick) {}

    /** Of an agent; agents of several policies share the folder. */
    static RunMark of(Path stateFolder, AgentIdentity agent, Clock clock) {
        // A policy in a file has no uid.
        String policy = agent.policyUid().isEmpty() ? agent.policyName() : agent.policyUid();
        return new RunMark(stateFolder, StateFile.name(policy), clock);
    }

    /** @param policyUid of which no two agents of the folder have the same */
    RunMark(Path stateFolder, String policyUid, Clock clock) {
        file = stateFolder.resolve("run-" + policyUid + ".json");
        this.clock = clock;
    }

    /** Writes at most every five seconds, and at once for the first time; at other times what there is to write is not asked for. */
    void isOn(Supplier<Begun> progress) {
        Instant now = clock.instant();
        if (now.isBefore(written.plus(WRITE_EVERY))) {
            return;
        }
        written = now;
        write(progress.get());
    }

    /** Nothing more goes, and it is yet to be told what went. */
    void isEnding(Begun run) {
        write(run);
    }

    private void write(Begun run) {
        try {
            StateFile.replace(file, JSON.writeValueAsString(run));
        } catch (IOException e) {
            LOG.warn(
                    "cannot write {}; if the agent is ended now, nobody will tell of run {}: {}",
                    file,
                    run.id(),
                    e.toString());
        }
    }

    /** The run is over, and its report has been taken. */
    void isTold() {
        written = Instant.MIN;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot delete {}: {}", file, e.toString());
        }
    }

    /** A run that an agent before this one began and did not tell the end of; the same until it {@link #isTold}. */
    Optional<CutOff> cutOff() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Begun run = JSON.readValue(file.toFile(), Begun.class);
            LOG.warn("run {} by {} was cut off: the agent was ended in the middle of it", run.id(), run.trigger());
            return Optional.of(new CutOff(
                    report(run),
                    Optional.ofNullable(run.request()),
                    Optional.ofNullable(run.tick()).map(Instant::parse)));
        } catch (JacksonException e) {
            LOG.warn("{} is no mark of a run and is deleted: {}", file, e.getOriginalMessage());
            isTold();
        } catch (IOException e) {
            LOG.warn("cannot read {}: {}", file, e.toString());
        }
        return Optional.empty();
    }

    private RunReport report(Begun run) {
        return new RunReport(
                run.id(),
                run.trigger(),
                Instant.parse(run.start()),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                run.dryRun(),
                RunOutcome.CutOff.name(),
                run.predictedBytes(),
                0,
                "unknown",
                null,
                null,
                null,
                run.removed(),
                List.of(),
                List.of(),
                List.of(),
                List.of("the agent was ended in the middle of this run, or before it could report it, "
                        + (run.dryRun()
                                ? "so what it would remove is not known"
                                : "so what it reclaimed is not known; its log names each thing that went, and the counts may miss the"
                                        + " last seconds")));
    }
}
