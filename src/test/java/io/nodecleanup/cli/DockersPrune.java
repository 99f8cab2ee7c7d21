package io.nodecleanup.cli;

import io.nodecleanup.engine.TestEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Docker's own command. */
final class DockersPrune {
    private DockersPrune() {}

    static void run(TestEngine engine, Words words, Instant cut) {
        // 20.10 knows ages only in a prune of the build cache.
        String until = engine.name().startsWith("20.10")
                ? Duration.between(cut, Instant.now()).toSeconds() + "s"
                : cut.toString();
        List<String> command = words.with(until).arguments();
        command.addAll(1, List.of("prune", "--force"));
        engine.docker(command.toArray(String[]::new));
    }
}
