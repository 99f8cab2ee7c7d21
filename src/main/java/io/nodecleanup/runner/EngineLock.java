package io.nodecleanup.runner;

import io.nodecleanup.api.v1alpha1.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to remove things from an engine, which one process of the node has at a time, whatever policy it goes by. It ends with the
 * process at the latest, so that none is left behind by one that is killed.
 */
public final class EngineLock implements AutoCloseable {
    private static final int LONGEST_HOLDER = 256;
    private static final Logger LOG = LoggerFactory.getLogger(EngineLock.class);

    private final FileLock lock;

    private EngineLock(FileLock lock) {
        this.lock = lock;
    }

    /**
     * Takes it if nobody has it.
     *
     * @param folder where the agents of the node keep their state; it is made if it is not there
     * @param engineId as the engine tells it: two sockets of one engine are one engine
     * @param holder who takes it, for others to read
     * @return empty if another has it
     * @throws IOException if no file can be made there
     */
    public static Optional<EngineLock> take(Path folder, String engineId, String holder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(
                file(folder, engineId), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            name(channel, holder);
            return Optional.of(new EngineLock(lock));
        } catch (OverlappingFileLockException e) {
            // Another run of this process has it.
            return Optional.empty();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /** The lock itself needs no space: on a full disk it is had all the same. */
    private static void name(FileChannel channel, String holder) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Text.bounded(holder, LONGEST_HOLDER).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOG.warn("others that wait for this run are not told whose it is: {}", e.toString());
        }
    }

    /** Who has it, or had it last, as they said; for people. */
    public static String holder(Path folder, String engineId) {
        try {
            return Text.bounded(Files.readString(file(folder, engineId)), LONGEST_HOLDER);
        } catch (IOException e) {
            return "unknown: " + e;
        }
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path folder, String engineId) {
        return folder.resolve("run-" + engineId.replaceAll("[^A-Za-z0-9-]", "_") + ".lock");
    }
}
