package io.nodecleanup.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A file of what the agents of a node remember. */
final class StateFile {
    private StateFile() {}

    /**
     * Replaces it as a whole, and makes its folder; several agents may write the same file.
     *
     * @throws IOException if it cannot be written; then the old one is untouched
     */
    static void replace(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".next");
        try {
            Files.writeString(next, content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
    }
}
