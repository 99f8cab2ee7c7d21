package io.nodecleanup.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of this node for what its agents remember; they share it, whatever their policies and engines. */
record StateFolder(Path path) {
    /** Why nothing can be written there, as a sentence; empty if it can. Makes the folder if it is not there. */
    Optional<String> problem() {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "probe", ".tmp"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "state folder %s cannot be written, nothing is remembered across restarts: %s".formatted(path, e));
        }
    }
}
