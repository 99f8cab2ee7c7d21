package io.nodecleanup.cli;

import io.nodecleanup.api.v1alpha1.EngineSpec;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.policy.Policy;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which engine a command speaks to. */
final class EngineOption {
    @Option(
            names = {"-s", "--socket"},
            paramLabel = "PATH",
            description = "The Docker socket (default: the policy's engine.socket, " + EngineSpec.SOCKET + ").")
    private Path socket;

    DockerJavaEngine open() {
        return open(EngineSpec.SOCKET);
    }

    DockerJavaEngine open(Policy policy) {
        return open(policy.socket());
    }

    private DockerJavaEngine open(String otherwise) {
        return DockerJavaEngine.open(socket == null ? Path.of(otherwise) : socket);
    }
}
