package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our prune by Docker's words against Docker's own, on copies of one state: what is left is the same, but for the differences that are
 * {@link Intended}.
 */
@Tag("engine")
class SameAsDockerTest {
    private static final List<Integer> SEEDS = List.of(1, 2, 3);

    /**
     * Each list begins with the whole mess, and goes on with what the words before left. A seed has one of them, another on each engine,
     * since there is not the time for all …
     */
    private static final List<List<String>> IN_TURN = List.of(
            List.of(
                    "image",
                    "image --all --filter label=team=red",
                    "image --all --filter until=CUT",
                    "image --all --filter label!=keep",
                    "image --all"),
            List.of("system --all --filter until=CUT", "system"),
            List.of(
                    "system --filter label=team=red",
                    "system --all --volumes --filter label!=keep",
                    "image --all --filter label!=team=blue --filter label!=keep=yes"));

    /** … and all seeds have this. */
    private static final List<String> ALWAYS = List.of("system --all --volumes");

    /** More than 20.10 needs from the start of a prune to its last look at an age, which it knows as a duration only. */
    private static final Duration BETWEEN_HALVES = Duration.ofSeconds(4);

    /** By engine: they are compared side by side, since a comparison is mostly waiting. */
    private static final Map<String, Future<List<Comparison>>> COMPARISONS = new HashMap<>();

    private static ExecutorService executor;

    @TempDir
    static Path folder;

    static Stream<Arguments> enginesSeedsAndWords() {
        return TestEngine.all()
                .flatMap(engine -> SEEDS.stream()
                        .flatMap(seed -> lists(engine, seed).stream()
                                .flatMap(List::stream)
                                .map(words -> Arguments.of(engine, seed, words))));
    }

    static Stream<String> words() {
        return Stream.concat(IN_TURN.stream(), Stream.of(ALWAYS)).flatMap(List::stream);
    }

    private static List<List<String>> lists(TestEngine kind, int seed) {
        int place = TestEngine.all().toList().indexOf(kind);
        return List.of(IN_TURN.get((seed + place) % IN_TURN.size()), ALWAYS);
    }

    static Stream<Arguments> enginesAndDifferences() {
        return TestEngine.all()
                .flatMap(engine -> Arrays.stream(Intended.values())
                        .filter(intended -> intended.mustBeMetOn(engine))
                        .map(intended -> Arguments.of(engine, intended)));
    }

    @BeforeAll
    static void compareOnAllEngines() {
        executor = Executors.newVirtualThreadPerTaskExecutor();
        TestEngine.all().forEach(kind -> COMPARISONS.put(kind.name(), executor.submit(() -> compare(kind))));
    }

    @AfterAll
    static void end() {
        executor.shutdownNow();
        executor.close();
        COMPARISONS.clear();
    }

    @ParameterizedTest
    @MethodSource("enginesSeedsAndWords")
    void shouldLeaveTheSameAsDocker(TestEngine kind, int seed, String words) throws Exception {
        // Given
        List<Comparison> comparisons = comparisons(kind);
        // When
        Comparison comparison = comparisons.stream()
                .filter(one -> one.seed() == seed && one.words().equals(words))
                .findFirst()
                .orElseThrow();
        // Then
        assertThat(comparison.unexplained()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("words")
    void shouldRemoveSomethingAsDockerDoes(String words) throws Exception {
        // Given
        List<Comparison> comparisons = new ArrayList<>();
        for (TestEngine kind : TestEngine.all().toList()) {
            comparisons.addAll(comparisons(kind));
        }
        // When
        Stream<Comparison> ofWords =
                comparisons.stream().filter(one -> one.words().equals(words));
        // Then
        assertThat(ofWords).anyMatch(comparison -> comparison.removed(thing -> true));
    }

    @ParameterizedTest
    @MethodSource("enginesAndDifferences")
    void shouldLeaveWhatDockerDoesNotWhereItIsIntended(TestEngine kind, Intended intended) throws Exception {
        // Given
        List<Comparison> comparisons = comparisons(kind);
        // When
        Stream<Comparison> met = comparisons.stream()
                .filter(one -> one.differences().stream().anyMatch(thing -> intended.explains(one, thing)));
        // Then
        assertThat(met).isNotEmpty();
    }

    private static List<Comparison> comparisons(TestEngine kind) throws InterruptedException, ExecutionException {
        return COMPARISONS.get(kind.name()).get();
    }

    private static List<Comparison> compare(TestEngine kind) throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        TestEngine engine = kind.another("same");
        try {
            engine.save("empty");
            for (int seed : SEEDS) {
                engine.load("empty");
                Instant cut = fill(engine, seed);
                engine.save("mess");
                for (List<String> words : lists(kind, seed)) {
                    List<Run> docker = runs(engine, words, one -> docker(engine, one, cut));
                    List<Run> ours = runs(engine, words, one -> ours(engine, one, cut));
                    for (int i = 0; i < words.size(); i++) {
                        Run byDocker = docker.get(i);
                        Run byUs = ours.get(i);
                        comparisons.add(new Comparison(
                                engine,
                                seed,
                                words.get(i),
                                byDocker.before,
                                byUs.before,
                                byDocker.after,
                                byUs.after,
                                byUs.refused,
                                byDocker.labelled,
                                cut));
                    }
                }
            }
            return comparisons;
        } finally {
            engine.remove();
        }
    }

    /** Returns a moment before which the one half was made and used, and after which the other. */
    private static Instant fill(TestEngine engine, int seed) throws IOException {
        SeededMess mess =
                new SeededMess(engine, seed, Files.createDirectory(folder.resolve(engine.name() + "-" + seed)));
        mess.makeOldHalf();
        // Ages in a policy are whole seconds, rounded up: what is younger than that may stay.
        Instant cut = Instant.now().plusSeconds(1);
        await().until(() -> Instant.now().isAfter(cut.plus(BETWEEN_HALVES)));
        mess.makeYoungHalf();
        return cut;
    }

    private record Run(Contents before, Contents after, Set<String> labelled, Map<String, String> refused) {}

    /** Runs a command; returns why it did not remove what it meant to, by id. */
    private interface Prune {
        Map<String, String> run(String words) throws IOException;
    }

    private static List<Run> runs(TestEngine engine, List<String> words, Prune prune) throws IOException {
        engine.load("mess");
        SeededMess.startAgain(engine);
        List<Run> runs = new ArrayList<>();
        Contents before = Contents.of(engine);
        for (String one : words) {
            Set<String> labelled = labelledIfSeveral(engine, one);
            Map<String, String> refused = prune.run(one);
            Contents after = Contents.of(engine);
            runs.add(new Run(before, after, labelled, refused));
            before = after;
        }
        return runs;
    }

    private static Set<String> labelledIfSeveral(TestEngine engine, String words) {
        List<String> labels = filters(words).stream()
                .filter(filter -> filter.startsWith("label!="))
                .map(filter -> filter.replace("label!=", "label="))
                .toList();
        Set<String> ids = new HashSet<>();
        if (labels.size() > 1) {
            labels.forEach(label ->
                    ids.addAll(engine.docker("image", "ls", "--all", "--quiet", "--no-trunc", "--filter", label)
                            .lines()
                            .toList()));
        }
        return ids;
    }

    private static Map<String, String> docker(TestEngine engine, String words, Instant cut) {
        // 20.10 knows ages only in a prune of the build cache.
        String until = engine.name().startsWith("20.10")
                ? Duration.between(cut, Instant.now()).toSeconds() + "s"
                : cut.toString();
        List<String> command =
                new ArrayList<>(List.of(words.replace("CUT", until).split(" ")));
        command.addAll(1, List.of("prune", "--force"));
        engine.docker(command.toArray(String[]::new));
        return Map.of();
    }

    private static Map<String, String> ours(TestEngine engine, String written, Instant cut) throws IOException {
        String words = written.replace("CUT", cut.toString());
        List<String> command = new ArrayList<>(List.of(
                "--socket",
                engine.socket().toString(),
                "--state",
                folder.resolve("no-journal").toString()));
        command.addAll(List.of("--force", "--output", "json"));
        if (words.startsWith("image")) {
            Path policy = folder.resolve(engine.name() + ".yaml");
            command.addAll(List.of(
                    "--policy", Files.writeString(policy, imagesOnly(words)).toString()));
        } else {
            command.addAll(List.of(words.split(" ")).subList(1, words.split(" ").length));
        }
        Command done = Command.run(new PruneCommand(Optional::empty), command.toArray(String[]::new));
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
    private static String imagesOnly(String words) throws IOException {
        ShortForm form = ShortForm.of(words.contains("--all"), false, filters(words), Instant.now(), ZoneOffset.UTC);
        var yaml = new YAMLMapper();
        ObjectNode policy = (ObjectNode) yaml.readTree(form.policy());
        ((ObjectNode) policy.path("spec")).retain("nodeSelector", "images");
        return yaml.writeValueAsString(policy);
    }

    private static List<String> filters(String words) {
        String[] all = words.split(" ", -1);
        return IntStream.range(1, all.length)
                .filter(i -> all[i - 1].equals("--filter"))
                .mapToObj(i -> all[i])
                .toList();
    }
}
