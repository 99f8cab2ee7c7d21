package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodecleanup.agent.SetClock;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PruneCommandTest {
    private static final String ENGINES = "io.nodecleanup.engine.TestEngine#all";

    @TempDir
    private Path folder;

    private final StringWriter screen = new StringWriter();
    private final SetClock clock = new SetClock();

    @Test
    void shouldRefuseWhenNobodyCanBeAsked() {
        // Given
        PruneCommand prune = prune(Optional.empty());
        // When
        Command done = Command.run(prune, "--socket", "/no/such/socket");
        // Then
        assertThat(done.exitCode()).isEqualTo(2);
        assertThat(done.err()).contains("there is no terminal to ask on: add --force");
    }

    @Test
    void shouldRefuseDockersWordsBesidesAPolicy() {
        // Given
        PruneCommand prune = prune(Optional.empty());
        // When
        Command done = Command.run(prune, "--force", "--all", "--policy", "deploy/samples/build-nodes.yaml");
        // Then
        assertThat(done.exitCode()).isEqualTo(2);
        assertThat(done.err()).contains("--all, --volumes and --filter do not go with --policy");
    }

    @Test
    void shouldRefuseASuspendedPolicy() throws IOException {
        // Given
        Path policy = policy("suspend: true, images: {}");
        // When
        Command done = Command.run(prune(Optional.empty()), "--force", "--policy", policy.toString());
        // Then
        assertThat(done.exitCode()).isEqualTo(2);
        assertThat(done.err()).contains("suspend: true");
    }

    @Test
    void shouldFailWithASentenceWhenThereIsNoEngine() {
        // Given
        Path socket = folder.resolve("docker.sock");
        // When
        Command done = Command.run(prune(Optional.empty()), "--force", "--socket", socket.toString());
        // Then
        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.err()).startsWith("engine at " + socket).hasLineCount(1);
    }

    @Tag("engine")
    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveWhatDockersWordsSelectAndSaySoWhenForced(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String base = fixture.image(fixture.name("base:1"));
            String label = fixture.mark("mine");
            String mine = fixture.runToEnd("--label", label, base, "true");
            String other = fixture.runToEnd(base);
            // When
            Command done = forced(engine, "--output", "json", "--filter", "label=" + label);
            // Then
            assertThat(done.exitCode()).isZero();
            JsonNode document = done.document();
            assertThat(document.path("outcome").asText()).isEqualTo("Completed");
            assertThat(document.path("policy").asText()).contains("kind: CleanupPolicy", label);
            assertThat(document.path("removed")).hasSize(1);
            assertThat(document.at("/removed/0/id").asText()).isEqualTo(mine);
            assertThat(document.at("/removed/0/kind").asText()).isEqualTo("Container");
            assertThat(document.at("/removed/0/reason").asText()).isEqualTo("UnusedAnyAge");
            assertThat(document.path("notRemoved")).isEmpty();
            assertThat(document.path("reclaimedBytes").isIntegralNumber()).isTrue();
            assertThat(engine.has("container", mine)).isFalse();
            assertThat(engine.has("container", other)).isTrue();
        }
    }

    @Tag("engine")
    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldShowWhatWouldGoAndRemoveNothingWhenTheAnswerIsNo(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String label = fixture.mark("mine");
            String mine = fixture.runToEnd("--label", label, fixture.image(fixture.name("base:1")), "true");
            // When
            Command done = answered(engine, new StringReader("n\n"), "--filter", "label=" + label);
            // Then
            assertThat(done.exitCode()).isEqualTo(1);
            assertThat(done.out())
                    .startsWith("# These words stand for this policy:\napiVersion: nodecleanup.io/v1alpha1\n");
            assertThat(screen.toString())
                    .contains("This will remove 1 container: ", "Are you sure you want to continue? [y/N] ");
            assertThat(done.err()).contains("nothing is removed");
            assertThat(engine.has("container", mine)).isTrue();
        }
    }

    @Tag("engine")
    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveNothingWhenTheAnswerComesAfterMoreThanAnHour(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String label = fixture.mark("mine");
            String mine = fixture.runToEnd("--label", label, fixture.image(fixture.name("base:1")), "true");
            Reader yesMuchLater = new StringReader("y\n") {
                @Override
                public int read(char[] to, int from, int length) throws IOException {
                    clock.set(Duration.ofMinutes(61));
                    return super.read(to, from, length);
                }
            };
            // When
            Command done = answered(engine, yesMuchLater, "--filter", "label=" + label);
            // Then
            assertThat(done.exitCode()).isEqualTo(1);
            assertThat(done.err()).contains("nothing is removed: the plan is more than an hour old");
            assertThat(engine.has("container", mine)).isTrue();
        }
    }

    @Tag("engine")
    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldSayWhyWhenWhatWasAgreedToIsInUseByThen(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String label = fixture.mark("mine");
            String base = fixture.image(fixture.name("base:1"));
            fixture.runToEnd(
                    "--label",
                    label,
                    "--name",
                    fixture.mark("stays"),
                    base,
                    "sh",
                    "-c",
                    "sleep $(cat /again || echo 0); echo 60 >/again");
            String gone = fixture.runToEnd("--label", label, base, "true");
            Reader yesAfterAWhile = new StringReader("y\n") {
                @Override
                public int read(char[] to, int from, int length) throws IOException {
                    engine.docker("start", fixture.mark("stays"));
                    return super.read(to, from, length);
                }
            };
            // When
            Command done = answered(engine, yesAfterAWhile, "--filter", "label=" + label);
            // Then
            assertThat(done.exitCode()).isZero();
            assertThat(done.out())
                    .containsPattern("NOT REMOVED .*\nContainer +" + fixture.mark("stays") + " .* refused: ");
            assertThat(done.out()).contains("removed 1 container: ");
            assertThat(engine.has("container", fixture.mark("stays"))).isTrue();
            assertThat(engine.has("container", gone)).isFalse();
        }
    }

    @Tag("engine")
    @ParameterizedTest
    @MethodSource(ENGINES)
    void shouldRemoveNothingWhenThePolicyIsADryRun(TestEngine engine) throws IOException {
        try (var fixture = new EngineFixture(engine)) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Path policy = policy("dryRun: true, images: {prune: Unused, unusedFor: 0s}");
            // When
            Command done = forced(engine, "--policy", policy.toString());
            // Then
            assertThat(done.exitCode()).isZero();
            assertThat(done.out()).contains(fixture.name("app:1")).endsWith("dryRun: true, so nothing is removed\n");
            assertThat(engine.has("image", id)).isTrue();
        }
    }

    private PruneCommand prune(Optional<Terminal> terminal) {
        return new PruneCommand(() -> terminal, clock);
    }

    private Command forced(TestEngine engine, String... arguments) {
        return run(engine, prune(Optional.empty()), arguments, "--force");
    }

    private Command answered(TestEngine engine, Reader answer, String... arguments) {
        var terminal = new Terminal(new BufferedReader(answer), new PrintWriter(screen));
        return run(engine, prune(Optional.of(terminal)), arguments);
    }

    private static Command run(TestEngine engine, PruneCommand prune, String[] arguments, String... more) {
        String[] all = new String[arguments.length + more.length + 2];
        all[0] = "--socket";
        all[1] = engine.socket().toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        System.arraycopy(more, 0, all, 2 + arguments.length, more.length);
        return Command.run(prune, all);
    }

    private Path policy(String spec) throws IOException {
        return Files.writeString(
                folder.resolve("policy.yaml"),
                "apiVersion: nodecleanup.io/v1alpha1\nkind: CleanupPolicy\nmetadata: {name: p}\nspec: {nodeSelector: {}, "
                        + spec + "}\n");
    }
}
