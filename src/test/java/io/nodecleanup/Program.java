package io.nodecleanup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The whole program, as a process of its own. */
final class Program {
    private Program() {}

    /** @param options of the JVM */
    static Process start(Path out, Path err, List<String> options, String... arguments) throws IOException {
        // A shell that starts tests in the background has them and all their children ignore SIGINT, and a JVM leaves
        // it so.
        Stream<String> java = Stream.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--enable-native-access=ALL-UNNAMED");
        Stream<String> main = Stream.of("-cp", System.getProperty("java.class.path"), Main.class.getName());
        return new ProcessBuilder(Stream.of(java, options.stream(), main, Stream.of(arguments))
                        .flatMap(Function.identity())
                        .toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }
}
