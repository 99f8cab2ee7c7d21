package io.nodecleanup.cli;

import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.PolicyReader;
import io.nodecleanup.policy.PolicyText;
import io.nodecleanup.policy.Problem;
import io.nodecleanup.policy.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A CleanupPolicy in a YAML or JSON file, to be gone by now. */
final class PolicyFile {
    private PolicyFile() {}

    /**
     * Reads the file.
     *
     * @throws UsageException if it cannot be read, is no CleanupPolicy, or has mistakes: with a sentence for each
     */
    static Policy read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a policy's text.
     *
     * @param origin where it is from, for messages
     * @throws UsageException if it is no CleanupPolicy, or has mistakes: with a sentence for each
     */
    static Policy parse(String origin, String text) {
        try {
            return switch (PolicyReader.read(PolicyText.parse(text).getSpec())) {
                case Reading.Valid(Policy policy) -> policy;
                case Reading.Invalid invalid ->
                    throw new UsageException(invalid.problems().stream()
                            .map(Problem::sentence)
                            .collect(Collectors.joining("\n", "", "")));
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(origin + ": " + e.getMessage(), e);
        }
    }
}
