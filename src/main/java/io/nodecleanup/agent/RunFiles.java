package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.runner.RemovalLog;
import io.nodecleanup.runner.RunLog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last runs of this node whole, a file each: the lines of the agent's log, and the report as the last one. A run's file has its
 * name once the run is over; until then it ends in {@code .next}, and so it does for good if the agent is killed. That nothing can be
 * written is told in the log, and ends no run.
 */
final class RunFiles implements RemovalLog {
    static final int MOST_FILES = 20;
    static final long MOST_BYTES = 20L << 20;

    /** Of a run whose file would leave no room for any other, the rest of the lines is left out; its report counts them all. */
    private static final long LARGEST_BYTES = MOST_BYTES * 3 / 4;

    private static final Pattern OURS = Pattern.compile("[0-9]{8}-[0-9]{6}-.*\\.json(\\.next)?");
    private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

    private final Path folder;
    private final String ending;
    private final RemovalLog log;
    private final Clock clock;
    private Path next;
    private FileChannel file;
    private PrintStream out;

    /**
     * @param folder neither it nor its parent need be there
     * @param policy whose runs these are: other agents of the node write to the same folder
     * @param log is told everything too
     */
    RunFiles(Path folder, String policy, RemovalLog log, Clock clock) {
        this.folder = folder;
        this.ending = "-" + StateFile.name(policy) + ".json";
        this.log = log;
        this.clock = clock;
    }

    @Override
    public synchronized void write(String runId, String action, Prunable object, String reason, String message) {
        log.write(runId, action, object, reason, message);
        if (open(runId) && !isFull()) {
            new RunLog(out, clock).write(runId, action, object, reason, message);
        }
    }

    /** The run is over. */
    synchronized void finish(RunReport run) {
        if (!open(run.id())) {
            return;
        }
        try (FileChannel closing = file) {
            out.println(FileReports.json(run));
            // A PrintStream throws nothing.
            if (out.checkError()) {
                throw new IOException("not all of it could be written: is the disk full?");
            }
            closing.force(true);
            Files.move(
                    next,
                    folder.resolve(run.id() + ending),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            failed(run.id(), e);
        } finally {
            file = null;
        }
        trim();
    }

    private boolean open(String runId) {
        if (file != null) {
            return true;
        }
        try {
            Files.createDirectories(folder);
            next = folder.resolve(runId + ending + ".next");
            file = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            // Each line at once: what was removed is known even if the agent is killed.
            out = new PrintStream(
                    new BufferedOutputStream(Channels.newOutputStream(file)), true, StandardCharsets.UTF_8);
            return true;
        } catch (IOException e) {
            failed(runId, e);
            return false;
        }
    }

    private boolean isFull() {
        try {
            return file.position() > LARGEST_BYTES;
        } catch (IOException e) {
            // Then no line can be added either; the end of the run tells.
            return true;
        }
    }

    private static void failed(String runId, IOException e) {
        LOG.warn("run {} is not kept in a file: {}", runId, e.toString());
    }

    /** Names sort as times do. What is not ours stays, and what another agent has deleted is gone. */
    private void trim() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> latestFirst = files.filter(
                            path -> OURS.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(
                                    (Path path) -> path.getFileName().toString())
                            .reversed())
                    .toList();
            long bytes = 0;
            int kept = 0;
            for (Path path : latestFirst) {
                bytes += Files.exists(path) ? Files.size(path) : 0;
                kept++;
                if (kept > MOST_FILES || bytes > MOST_BYTES) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            LOG.warn("old runs cannot be deleted: {}", e.toString());
        }
    }
}
