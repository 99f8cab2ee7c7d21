package io.nodecleanup.engine;

import io.nodecleanup.disk.FileSystemUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** An engine with its data on a file system of 300 MB, and builds that fill it; ends with all that it has. */
public final class SmallDisk implements AutoCloseable {
    private static final int MOST_BUILDS = 40;
    private static final int FILE_BYTES = 1 << 20;

    private final TestEngine engine;
    private final EngineFixture fixture;
    private int builds;

    public SmallDisk(TestEngine kind) throws IOException {
        engine = kind.anotherOnItsOwnDisk("small", "300M");
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

    /** In bytes. */
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

    /** Builds one image after another until so much of the disk is used. */
    public void buildUntil(int percent) {
        for (int i = 0; i < MOST_BUILDS && usedPercent() <= percent; i++) {
            build();
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

    @Override
    public void close() throws IOException {
        fixture.close();
        engine.remove();
    }
}
