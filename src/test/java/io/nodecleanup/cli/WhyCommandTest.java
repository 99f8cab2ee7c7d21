package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class WhyCommandTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#all";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldShowTheVerdictAndWhatEveryRuleSaysWhenAReferenceIsGiven(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String reference = fixture.name("base:1");
            fixture.image(reference);
            fixture.create("--name", fixture.mark("user"), "--restart", "always", reference);
            // When
            Command done = why(engine, reference, "--filter", "until=1h");
            // Then
            assertThat(done.exitCode()).isZero();
            assertThat(done.out())
                    .contains("Image " + reference, "would stay: used by container " + fixture.mark("user"))
                    .containsPattern(
                            "last use +[0-9]+s ago: (it was tagged|container " + fixture.mark("user") + " was made)")
                    .containsPattern("containers +keeps +used by container " + fixture.mark("user"))
                    .containsPattern("images.prune Dangling +keeps +not dangling")
                    .containsPattern("images.unusedFor 1h +keeps +used [0-9]+s ago, rule 1h");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldTellTheTurnInOneDocumentWhenItWouldGo(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String label = fixture.mark("mine");
            String id = fixture.runToEnd("--label", label, fixture.image(fixture.name("base:1")), "true");
            // When
            Command done = why(engine, id.substring(0, 12), "--output", "json", "--filter", "label=" + label);
            // Then
            JsonNode why = done.document();
            assertThat(why.at("/object/id").asText()).isEqualTo(id);
            assertThat(why.path("goes").asBoolean()).isTrue();
            assertThat(why.path("turn").asInt()).isEqualTo(1);
            assertThat(why.path("removals").asInt()).isEqualTo(1);
            assertThat(why.path("lastUseFrom").asText())
                    .startsWith("container ")
                    .endsWith(" ended");
            assertThat(why.path("rules"))
                    .allSatisfy(rule -> assertThat(rule.path("says").asText()).isEqualTo("allows"));
            assertThat(engine.has("container", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldSayThatNothingTellsTheLastUseOfAVolumeWhenThereIsNoJournal(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String volume = fixture.volume("data");
            Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                    apiVersion: nodecleanup.io/v1alpha1
                    kind: CleanupPolicy
                    metadata: {name: p}
                    spec: {nodeSelector: {}, volumes: {prune: Unused, unusedFor: 1s}}
                    """);
            // When
            Command done = why(engine, volume, "--policy", policy.toString(), "--state", folder.toString());
            // Then
            assertThat(done.exitCode()).isZero();
            assertThat(done.out())
                    .contains("would stay: nothing tells when it was last used, rule 1s")
                    .containsPattern("last use +nothing tells");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldSaySoWhenThereIsNoSuchObject(TestEngine engine) {
        // Given
        String unknown = "no.such.example.com/image:1";
        // When
        Command done = why(engine, unknown);
        // Then
        assertThat(done.exitCode()).isEqualTo(2);
        assertThat(done.err()).contains("that is called \"" + unknown + "\"").hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldListWhatMayBeMeantWhenTheWordIsAmbiguous(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String same = fixture.volume("same");
            String network = fixture.network("same");
            // When
            Command ambiguous = why(engine, same);
            Command plain = why(engine, same, "--kind", "network");
            // Then
            assertThat(ambiguous.exitCode()).isEqualTo(2);
            assertThat(ambiguous.err()).contains("Volume " + same, "Network " + network, "add --kind");
            assertThat(plain.exitCode()).isZero();
            assertThat(plain.out()).contains("Network " + same + " (" + network + ")");
        }
    }

    private static Command why(TestEngine engine, String object, String... options) {
        String[] all = new String[options.length + 3];
        all[0] = object;
        all[1] = "--socket";
        all[2] = engine.socket().toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return Command.run(new WhyCommand(), all);
    }
}
