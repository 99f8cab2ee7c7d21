package io.nodecleanup.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nodecleanup.policy.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the clock can be believed. With a clock that was set days ahead everything is old, and would go. So when it has moved by more
 * than an hour without that time passing, since it was last believed, it is not, until it is set back or a person says that it is right.
 * Kept on the node's disk: a restart does not make a wrong clock right.
 */
final class ClockWatch {
    private static final Duration TOLERATED = Duration.ofHours(1);
    private static final Duration WRITE_EVERY = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private final Path file;
    private final Reader reader;
    private Optional<ClockReading> believed;
    private Optional<ClockReading> written;

    /** Reads the clocks. */
    @FunctionalInterface
    interface Reader {
        ClockReading read() throws IOException;
    }

    /** @param state the folder of what the agents of this node remember; all of them share this */
    ClockWatch(Path state, Reader reader) {
        file = state.resolve("clock.json");
        this.reader = reader;
        believed = stored();
        written = believed;
        // From the start on, not from the first run on, before which the clock may be moved, too.
        if (believed.isEmpty()) {
            believe();
        } else {
            suspicion();
        }
    }

    /** Looks at the clock. Why it cannot be believed, as a sentence; empty if it can. */
    Optional<String> suspicion() {
        ClockReading now;
        try {
            now = reader.read();
        } catch (IOException e) {
            return Optional.of("the kernel does not tell how long it has been up: " + e);
        }
        Duration moved = believed.map(now::movedSince).orElse(Duration.ZERO);
        if (moved.abs().compareTo(TOLERATED) > 0) {
            return Optional.of(
                    ("the clock was moved %s by %s since it was last believed: ages cannot be told, so nothing runs. Set it"
                                    + " right; if it is right now, request a run, and it is believed again")
                            .formatted(
                                    moved.isNegative() ? "back" : "ahead",
                                    DurationText.of(moved.abs().truncatedTo(ChronoUnit.MINUTES))));
        }
        believe(now, false);
        return Optional.empty();
    }

    /** The clock is right as it is: a person has looked, or nothing is known against it. */
    void believe() {
        try {
            believe(reader.read(), true);
        } catch (IOException e) {
            LOG.warn("the kernel does not tell how long it has been up: {}", e.toString());
        }
    }

    private void believe(ClockReading now, boolean atOnce) {
        believed = Optional.of(now);
        if (!atOnce
                && written.filter(last ->
                                Duration.between(last.time(), now.time()).abs().compareTo(WRITE_EVERY) < 0)
                        .isPresent()) {
            return;
        }
        written = believed;
        try {
            StateFile.replace(file, JSON.writeValueAsString(now));
        } catch (IOException e) {
            LOG.warn(
                    "cannot write {}, so a clock that is moved before a restart is not noticed: {}",
                    file,
                    e.toString());
        }
    }

    private Optional<ClockReading> stored() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            ClockReading last = JSON.readValue(file.toFile(), ClockReading.class);
            if (last == null || last.boot() == null || last.time() == null || last.uptime() == null) {
                throw new IOException("it lacks boot, time or uptime");
            }
            return Optional.of(last);
        } catch (IOException e) {
            LOG.warn("cannot read {}, so a clock that was moved before now is not noticed: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
