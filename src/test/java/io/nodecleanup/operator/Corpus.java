package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The validation corpus in {@code src/test/resources/validation}: one small object a file. {@code # refused:} has a part of the sentence
 * that it must be refused with; {@code # field:} the field that {@code PolicyReader} names, where it is refused there too.
 */
final class Corpus {
    private static final Path FOLDER = Path.of("src/test/resources/validation");

    private Corpus() {}

    /**
     * A file of the corpus.
     *
     * @param refused empty where the file is not refused
     * @param field empty where only the API server refuses it
     */
    record Case(String name, Optional<String> refused, Optional<String> field, String yaml) {
        /** Its objects: those before the last are there already when the last is written. */
        List<GenericKubernetesResource> objects() {
            return Arrays.stream(yaml.split("(?m)^---$"))
                    .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Those that the API server refuses. */
    static Stream<Case> refused() {
        return in(FOLDER);
    }

    /** Those that the API server takes and {@code PolicyReader} refuses. */
    static Stream<Case> refusedWhenRead() {
        return in(FOLDER.resolve("accepted-by-the-server"));
    }

    /** Those that are right. */
    static Stream<Case> valid() {
        return in(FOLDER.resolve("valid"));
    }

    private static Stream<Case> in(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().map(Corpus::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(Path file) {
        try {
            String yaml = Files.readString(file);
            return new Case(
                    file.getFileName().toString().replace(".yaml", ""),
                    comment(yaml, "# refused: "),
                    comment(yaml, "# field: "),
                    yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> comment(String yaml, String start) {
        return yaml.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }
}
