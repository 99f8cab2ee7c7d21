package io.nodecleanup.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs that a person would use: kubectl, helm, docker on a node. */
final class Shell {
    /** What a program said, standard error and output together, and how it ended. */
    record Result(int exitCode, String output) {
        String orFail() {
            if (exitCode != 0) {
                throw new AssertionError("exit " + exitCode + ": " + output);
            }
            return output.strip();
        }

        List<String> lines() {
            return orFail().lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private Shell() {}

    static Result run(List<String> command) {
        return run(command, "");
    }

    static Result run(List<String> command, String input) {
        try {
            Path output = Files.createTempFile("shell", ".out");
            Path in = Files.writeString(Files.createTempFile("shell", ".in"), input);
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(in.toFile())
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(5, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " did not end within five minutes");
                }
                return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
                Files.delete(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command + " was interrupted", e);
        }
    }

    static Result kubectl(String... arguments) {
        return run(prepend("kubectl", arguments));
    }

    static Result apply(String yaml) {
        return run(List.of("kubectl", "apply", "-f", "-"), yaml);
    }

    static Result helm(String... arguments) {
        return run(prepend("helm", arguments));
    }

    /** Docker as a person logged in to the node would use it. */
    static Result docker(String node, String... arguments) {
        return run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("dev/cluster", "exec", node, "docker"),
                        java.util.Arrays.stream(arguments))
                .toList());
    }

    private static List<String> prepend(String program, String... arguments) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(program), java.util.Arrays.stream(arguments))
                .toList();
    }
}
