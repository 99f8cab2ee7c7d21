package io.nodecleanup.engine;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step of a build that does not end before it is let go, by a file that appears in the container it runs in.
 *
 * @param mark a text that no other step has
 */
public record HeldStep(String mark) {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** The line of the Dockerfile; the image needs a shell. */
    public String instruction() {
        return "RUN " + command();
    }

    /** Until a build is at it. */
    public void awaitReached() {
        await().atMost(LONG).until(() -> root().isPresent());
    }

    /** It is being built, and goes on. */
    public void letGo() {
        try {
            Files.createFile(root().orElseThrow().resolve(mark));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String command() {
        return "while [ ! -e /%s ]; do sleep 0.1; done".formatted(mark);
    }

    /** What the shell that runs it sees as its root, for us, who are on the same machine. */
    private Optional<Path> root() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+") && runs(process))
                    .map(process -> process.resolve("root"))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean runs(Path process) {
        try {
            return List.of(Files.readString(process.resolve("cmdline")).split("\0"))
                    .equals(List.of("/bin/sh", "-c", command()));
        } catch (IOException e) {
            // It has ended since the list was made.
            return false;
        }
    }
}
