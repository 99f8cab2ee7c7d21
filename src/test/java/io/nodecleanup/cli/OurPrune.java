package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our command by Docker's words, where no agent keeps a journal.
 *
 * @param folder for what it reads
 */
record OurPrune(Path folder) {
    /** Returns why it did not remove what it meant to, by id. */
    Map<String, String> run(TestEngine engine, Words written, Instant cut) throws IOException {
        Words words = written.with(cut.toString());
        List<String> command = new ArrayList<>(List.of(
                "--socket",
                engine.socket().toString(),
                "--state",
                folder.resolve("no-journal").toString(),
                "--force",
                "--output",
                "json"));
        if (words.areOfImages()) {
            Path policy = folder.resolve(engine.name() + ".yaml");
            command.addAll(List.of(
                    "--policy", Files.writeString(policy, imagesOnly(words)).toString()));
        } else {
            List<String> arguments = words.arguments();
            command.addAll(arguments.subList(1, arguments.size()));
        }
        Command done =
                Command.run(new PruneCommand(Optional::empty, Clock.systemUTC()), command.toArray(String[]::new));
        assertThat(done.exitCode()).as(done.err()).isZero();
        Map<String, String> refused = new HashMap<>();
        for (JsonNode left : done.document().path("notRemoved")) {
            refused.put(
                    left.path("id").asText(),
                    left.path("action").asText() + ": " + left.path("message").asText());
        }
        return refused;
    }

    /** The policy that the words of {@code docker image prune} stand for: ours are those of {@code docker system prune}. */
    private static String imagesOnly(Words words) throws IOException {
        ShortForm form = ShortForm.of(words.all(), false, words.filters(), Instant.now(), ZoneOffset.UTC);
        var yaml = new YAMLMapper();
        ObjectNode policy = (ObjectNode) yaml.readTree(form.policy());
        ((ObjectNode) policy.path("spec")).retain("nodeSelector", "images");
        return yaml.writeValueAsString(policy);
    }
}
