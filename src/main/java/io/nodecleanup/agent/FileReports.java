package io.nodecleanup.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports without Kubernetes: each is a JSON line, and the last one a file. Without that file the agent begins as at its first meeting. */
final class FileReports implements Reports {
    private static final Logger LOG = LoggerFactory.getLogger(FileReports.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private final Path file;
    private final String policy;
    private final PrintStream out;
    private Optional<NodeCleanupStatus> written = Optional.empty();
    private boolean printed;
    private boolean kept = true;

    /** A report as it is printed. */
    record Line(Instant time, String policy, NodeCleanupStatus status) {}

    /**
     * @param file for the last report; neither it nor its folder need be there
     * @param policy as the lines name it
     */
    FileReports(Path file, String policy, PrintStream out) {
        this.file = file;
        this.policy = policy;
        this.out = out;
    }

    @Override
    public synchronized Optional<NodeCleanupStatus> read() {
        try {
            written = Optional.of(JSON.readValue(file.toFile(), NodeCleanupStatus.class));
        } catch (FileNotFoundException e) {
            written = Optional.empty();
        } catch (IOException e) {
            LOG.warn("the last report cannot be read, beginning anew: {}: {}", file, e.toString());
            written = Optional.empty();
        }
        return written;
    }

    @Override
    public synchronized Optional<String> reportedState() {
        return written.flatMap(status -> Condition.find(status.conditions(), Condition.READY))
                .map(Condition::reason);
    }

    @Override
    public synchronized void report(NodeStatus newer, Instant now) {
        NodeCleanupStatus status = newer.status(written, now);
        // The first line of an agent that starts again tells its state, news or not.
        if (printed && written.isPresent() && !NodeStatus.isNews(written.get(), status)) {
            if (!kept) {
                keep(status);
            }
            return;
        }
        written = Optional.of(status);
        printed = true;
        out.println(json(new Line(now, policy, status)));
        keep(status);
    }

    /** A failure is told once, and it is tried again at the next look: there may be no news for a week. */
    private void keep(NodeCleanupStatus status) {
        try {
            StateFile.replace(file, json(status));
            kept = true;
        } catch (IOException e) {
            if (kept) {
                LOG.warn("the report cannot be kept, it is forgotten at a restart: {}", e.toString());
            }
            kept = false;
        }
    }

    /** As the API server would have it, on one line. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
