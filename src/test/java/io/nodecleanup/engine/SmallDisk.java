package io.nodecleanup.engine;

import io.nodecleanup.disk.FileSystemUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** An engine with its data on a small file system, and builds that fill it; ends with all that it has. */
public final class SmallDisk implements AutoCloseable {
    private static final int MOST_BUILDS = 40;
    private static final int FILE_BYTES = 1 << 20;

    private final TestEngine engine;
    private final EngineFixture fixture;
    private int builds;

    /** Of 300 MB. */
    public SmallDisk(TestEngine kind) throws IOException {
        this(kind, "300M");
    }

    /** Of 300 MB and 10,000 inodes. */
    public static SmallDisk ofFewInodes(TestEngine kind) throws IOException {
        return new SmallDisk(kind, "300M,nr_inodes=10000");
    }

    private SmallDisk(TestEngine kind, String size) throws IOException {
        engine = kind.anotherOnItsOwnDisk("small", size);
        fixture = new EngineFixture(engine);
        fixture.image(fixture.name("base:1"));
    }

    public TestEngine engine() {
        return engine;
    }

    public EngineFixture fixture() {
        return fixture;
    }

    /** Where the engine keeps its data, which is all of the disk. */
    public Path path() {
        return engine.data();
    }

    /** Of its bytes or inodes, whichever is fuller. */
    public int usedPercent() {
        return (int) (100 * FileSystemUsage.of(path()).orElseThrow().usedFraction());
    }

    /** An image with 5 MB of its own; returns its id. */
    public String build() {
        builds++;
        try {
            return fixture.build(
                    "FROM %s\nRUN sh -c 'echo %d > /number' && dd if=/dev/urandom of=/file bs=1M count=5 2>/dev/null\n"
                            .formatted(fixture.name("base:1"), builds),
                    fixture.name("app:" + builds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image with 500 files of its own. */
    public void buildOfFiles() {
        builds++;
        try {
            fixture.build(
                    "FROM %s\nRUN sh -c 'mkdir /%d && cd /%d && i=0; while [ $i -lt 500 ]; do : > $i; i=$((i+1)); done'\n"
                            .formatted(fixture.name("base:1"), builds, builds),
                    fixture.name("app:" + builds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds one image after another until so much of the disk is used. */
    public void buildUntil(int percent) {
        buildUntil(percent, this::build);
    }

    /** As {@link #buildUntil(int)}, with a build of another kind. */
    public void buildUntil(int percent, Runnable build) {
        for (int i = 0; i < MOST_BUILDS && usedPercent() <= percent; i++) {
            build.run();
        }
        if (usedPercent() <= percent) {
            throw new IllegalStateException("%d builds fill %d %% only".formatted(builds, usedPercent()));
        }
    }

    /** Adds a file that is not the engine's until so much of the disk is used. */
    public void fillWithOthers(int percent) throws IOException {
        byte[] bytes = new byte[FILE_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        for (int i = 0; usedPercent() <= percent; i++) {
            Files.write(path().resolve("other-" + i), bytes);
        }
    }

    /** Adds empty files that are not the engine's until so much of the disk is used. */
    public void fillWithFilesOfOthers(int percent) throws IOException {
        for (int i = 0; usedPercent() <= percent; i++) {
            Files.createFile(path().resolve("empty-" + i));
        }
    }

    @Override
    public void close() throws IOException {
        fixture.close();
        engine.remove();
    }
}
