package io.nodecleanup.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A file of what the agents of a node remember. */
final class StateFile {
    private StateFile() {}

    /** The name of a policy, a file or a uid, as it can be in the name of a file. */
    static String name(String of) {
        return of.replaceAll("[^A-Za-z0-9.-]", "_");
    }

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
