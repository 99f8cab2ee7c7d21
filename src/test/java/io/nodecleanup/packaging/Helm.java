package io.nodecleanup.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The helm on PATH. Nothing that is run here asks a cluster. */
final class Helm {
    static final Path CHART = Path.of("helm/node-cleanup-operator");

    private Helm() {}

    /** What a run of helm gave: output and errors in one text, in the order in which they came. */
    record Outcome(int status, String text) {}

    static Outcome run(String... arguments) {
        if (Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, "helm")))) {
            fail("there is no helm on PATH: run dev/tools, then . dev/env, or run the tests by dev/test");
        }
        List<String> command = new ArrayList<>(List.of("helm"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The text of a release's objects. */
    static String template(String release, String namespace, String... flags) {
        List<String> arguments = new ArrayList<>(List.of("template", release, CHART.toString(), "-n", namespace));
        arguments.addAll(List.of(flags));
        Outcome outcome = run(arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.text()).isZero();
        return outcome.text();
    }

    /** The objects of that kind among those of a release. */
    static List<JsonNode> objects(String kind, String release, String namespace, String... flags) {
        return Yaml.documents(template(release, namespace, flags)).stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }
}
