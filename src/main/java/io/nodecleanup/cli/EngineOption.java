package io.nodecleanup.cli;

import io.nodecleanup.api.v1alpha1.EngineSpec;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.DockerJavaEngine;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which engine a command speaks to. */
final class EngineOption {
    @Option(
            names = {"-s", "--socket"},
            defaultValue = EngineSpec.SOCKET,
            description = "The Docker socket (default: ${DEFAULT-VALUE}).")
    private Path socket;

    DockerEngine open() {
        return DockerJavaEngine.open(socket);
    }
}
