package io.nodecleanup.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real engine, started by {@code dev/engine}. Use as {@code @MethodSource("io.nodecleanup.engine.TestEngine#all")}.
 *
 * @param name 20.10, 29 or 29-overlay2
 */
public record TestEngine(String name, Path socket) {
    private static final String VARIABLE = "ENGINE_SOCKETS";

    /** All that {@code ENGINE_SOCKETS} names, {@code NAME=/path/docker.sock;NAME=…}. */
    public static Stream<TestEngine> all() {
        String sockets = System.getenv(VARIABLE);
        if (sockets == null || sockets.isBlank()) {
            throw new IllegalStateException(
                    "These tests need Docker Engines: start them with dev/engine up NAME and set " + VARIABLE
                            + " (NAME=/path/docker.sock;NAME=…), or run dev/test engine");
        }
        return Stream.of(sockets.split(";")).map(entry -> {
            int equals = entry.indexOf('=');
            return new TestEngine(entry.substring(0, equals), Path.of(entry.substring(equals + 1)));
        });
    }

    /** Those that know mounts of type image. */
    public static Stream<TestEngine> withImageMounts() {
        return all().filter(engine -> !engine.name.equals("20.10"));
    }

    public static Stream<TestEngine> withContainerdStore() {
        return all().filter(engine -> engine.name.equals("29"));
    }

    /** For what the image store has no part in. */
    public static Stream<TestEngine> oldestAndNewest() {
        return all().filter(engine -> !engine.name.equals("29-overlay2"));
    }

    public static Stream<TestEngine> withGraphDriver() {
        return all().filter(engine -> !engine.name.equals("29"));
    }

    /** Runs the docker command on it; returns what it printed, without the last line end. */
    public String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command, null);
    }

    /** As {@link #docker}, with a file as standard input. */
    public String dockerWith(Path input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command, input);
    }

    /** Runs another command. */
    public String runHere(String... command) {
        return run(List.of(command), null);
    }

    /** Whether it has an object, such as an image, of that name or id. */
    public boolean has(String kind, String name) {
        try {
            docker(kind, "inspect", name);
            return true;
        } catch (CommandFailedException e) {
            return false;
        }
    }

    public String imageId(String reference) {
        return docker("image", "inspect", "--format", "{{.Id}}", reference);
    }

    /** It keeps its connections, but answers nothing until {@link #resume}. */
    public void suspend() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** As a power cut does; {@link #start} brings it back with the state it had. */
    public void kill() {
        signal("KILL");
    }

    public void start() {
        run(List.of("dev/engine", "up", name), null);
    }

    /** Starts another engine of the same kind, which has nothing yet; {@link #remove} takes it away. */
    public TestEngine another(String suffix) {
        TestEngine other = named(name + "_" + suffix);
        other.start();
        return other;
    }

    /**
     * As {@link #another}, with a small file system of its own for its data.
     *
     * @param size such as {@code 400M}
     */
    public TestEngine anotherOnItsOwnDisk(String suffix, String size) {
        TestEngine other = named(name + "_" + suffix);
        other.run(List.of("dev/engine", "up", other.name, size), null);
        return other;
    }

    private TestEngine named(String other) {
        return new TestEngine(
                other, socket.getParent().resolveSibling("engine-" + other).resolve(socket.getFileName()));
    }

    /** Where it keeps its data. */
    public Path data() {
        return socket.resolveSibling("data");
    }

    /** Ends it, and all that it has. */
    public void remove() {
        run(List.of("dev/engine", "down", name), null);
    }

    /** Keeps what it has, so that {@link #load} can give it that again. What runs ends. */
    public void save(String state) {
        run(List.of("dev/engine", "save", name, state), null);
    }

    public void load(String state) {
        run(List.of("dev/engine", "load", name, state), null);
    }

    /** Fills it with what builds leave behind ({@code dev/mess}); the same seed and kind of engine make the same sizes. */
    public void fill(int seed) {
        run(List.of("dev/mess", socket.toString(), "--seed", String.valueOf(seed)), null);
    }

    /** Gives it a docker-container builder of buildx. */
    void startBuilder(String builder) {
        run(List.of("dev/builder", socket.toString(), builder), null);
    }

    @Override
    public String toString() {
        return name;
    }

    private void signal(String signal) {
        try {
            String pid = Files.readString(socket.resolveSibling("dockerd.pid")).strip();
            run(List.of("kill", "-" + signal, pid), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(List<String> command, Path input) {
        try {
            Path errors = Files.createTempFile("command", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
                if (input != null) {
                    builder.redirectInput(input.toFile());
                }
                builder.environment().put("DOCKER_HOST", "unix://" + socket);
                builder.environment().remove("DOCKER_CONTEXT");
                builder.environment().put("BUILDX_BUILDER", "default");
                builder.environment()
                        .put("BUILDX_CONFIG", socket.resolveSibling("buildx").toString());
                builder.environment().putIfAbsent("DOCKER_CONFIG", dockerConfig());
                builder.environment()
                        .put("NODE_CLEANUP_RUN", socket.getParent().getParent().toString());
                Process process = builder.start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new CommandFailedException(String.join(" ", command) + ": " + Files.readString(errors));
                }
                return output.strip();
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where dev/env puts our buildx. */
    private static String dockerConfig() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home = cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return home.resolve("node-cleanup/docker").toString();
    }

    /** A command that ended with an error; the message has what it said. */
    public static final class CommandFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CommandFailedException(String message) {
            super(message);
        }
    }
}
