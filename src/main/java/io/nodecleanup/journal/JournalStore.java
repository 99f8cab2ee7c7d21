package io.nodecleanup.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's files: one for each engine id, replaced as a whole, so that after a crash or on a full disk the old one is there. A file
 * that cannot be read, of a newer version or of another engine, is set aside.
 */
final class JournalStore {
    /** Of the file's format; a journal of an older one is to be understood, a newer one is not. */
    static final int VERSION = 1;

    /** Far more than the bounds of what is in it allow. */
    private static final long LARGEST_BYTES = 128L << 20;

    private static final int MOST_ASIDE = 3;
    private static final DateTimeFormatter ASIDE =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Logger LOG = LoggerFactory.getLogger(JournalStore.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final Path folder;
    private final Clock clock;

    JournalStore(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The version comes first, to be known before the rest, whose shape depends on it. */
    record Content(int version, String engineId, JournalState state) {}

    /**
     * What was written last for this engine. Never written: an empty one. Set aside: one that has missed all events until now, since uses
     * that are forgotten would be taken for none.
     *
     * @param ours whether it is ours to write; else it is left alone, such as the file of an agent of a newer version
     */
    JournalState read(String engineId, boolean ours) {
        Path file = file(engineId, ".json");
        try {
            return parse(file, engineId);
        } catch (NoSuchFileException e) {
            return JournalState.EMPTY;
        } catch (IOException e) {
            LOG.warn("the usage journal {} cannot be read, everything counts as used just now: {}", file, e.toString());
            if (ours) {
                setAside(file);
            }
            return JournalState.EMPTY.withGap(clock.instant());
        }
    }

    /** As {@link #read}, but touches nothing; empty if nothing was ever written for this engine. */
    Optional<JournalState> peek(String engineId) {
        Path file = file(engineId, ".json");
        try {
            return Optional.of(parse(file, engineId));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn(
                    "the usage journal {} cannot be read, and everything counts as used just now: {}",
                    file,
                    e.toString());
            return Optional.of(JournalState.EMPTY.withGap(clock.instant()));
        }
    }

    /** Replaces the file; if that fails the old one is untouched. */
    void write(String engineId, JournalState state) throws IOException {
        Files.createDirectories(folder);
        Path file = file(engineId, ".json");
        Path next = file(engineId, ".json.next");
        try {
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                JSON.writeValue(
                        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET),
                        new Content(VERSION, engineId, state));
                out.flush();
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
        // The rename itself is in the folder.
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /**
     * The right to write this engine's journal, which one process has at a time; empty if another has it. It ends with the process, or
     * when its channel is closed.
     */
    Optional<FileLock> lock(String engineId) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(file(engineId, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another journal of this process has it.
            return Optional.empty();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return Optional.ofNullable(lock);
    }

    private static JournalState parse(Path file, String engineId) throws IOException {
        if (Files.size(file) > LARGEST_BYTES) {
            throw new IOException("it has " + Files.size(file) + " bytes");
        }
        try (JsonParser json = JSON.createParser(file.toFile())) {
            if (json.nextToken() != JsonToken.START_OBJECT || !"version".equals(json.nextFieldName())) {
                throw new IOException("it does not begin with its version");
            }
            int version = json.nextIntValue(0);
            if (version != VERSION) {
                throw new IOException("it is of version " + version + ", this program knows " + VERSION);
            }
        }
        Content content = JSON.readValue(file.toFile(), Content.class);
        if (!engineId.equals(content.engineId()) || content.state() == null) {
            throw new IOException("it is the journal of engine " + content.engineId() + ", not of " + engineId);
        }
        return content.state();
    }

    private void setAside(Path file) {
        String name = file.getFileName() + ".torn-";
        try {
            Files.move(file, file.resolveSibling(name + ASIDE.format(clock.instant())));
            List<Path> aside;
            try (Stream<Path> files = Files.list(folder)) {
                aside = files.filter(each -> each.getFileName().toString().startsWith(name))
                        .sorted()
                        .toList();
            }
            for (Path old : aside.subList(0, Math.max(0, aside.size() - MOST_ASIDE))) {
                Files.delete(old);
            }
        } catch (IOException e) {
            LOG.warn("it cannot be set aside, and is overwritten: {}", e.toString());
        }
    }

    private Path file(String engineId, String ending) {
        return folder.resolve("usage-" + engineId.replaceAll("[^A-Za-z0-9-]", "_") + ending);
    }
}
