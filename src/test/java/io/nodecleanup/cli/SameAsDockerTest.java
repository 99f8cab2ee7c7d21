package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.TestEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private static final List<Integer> SEEDS = List.of(1, 2);

    /** Each begins with the whole mess, and goes on with what the words before left. */
    private static final List<List<Words>> LISTS = Stream.of(
                    List.of(
                            "image",
                            "image --all --filter label=team=red",
                            "image --all --filter until=CUT",
                            "image --all --filter label!=keep",
                            "image --all"),
                    List.of("system --filter until=CUT", "system --all --filter until=CUT", "system"),
                    List.of(
                            "system --filter label=team=red",
                            "system --all --volumes --filter label!=keep",
                            "image --all --filter label!=team=blue --filter label!=keep=yes"),
                    List.of("system --all --volumes"))
            .map(list -> list.stream().map(Words::new).toList())
            .toList();

    /** By engine: they are compared side by side, since a comparison is mostly waiting. */
    private static final Map<String, Future<List<Comparison>>> COMPARISONS = new HashMap<>();

    private static ExecutorService executor;

    @TempDir
    static Path folder;

    static Stream<Arguments> enginesSeedsAndWords() {
        return TestEngine.all()
                .flatMap(engine ->
                        SEEDS.stream().flatMap(seed -> words().map(words -> Arguments.of(engine, seed, words))));
    }

    static Stream<Words> words() {
        return LISTS.stream().flatMap(List::stream);
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
        TestEngine.all()
                .forEach(kind -> COMPARISONS.put(
                        kind.name(), executor.submit(() -> new Copies(kind, folder).compare(SEEDS, LISTS))));
    }

    @AfterAll
    static void end() {
        executor.shutdownNow();
        executor.close();
        COMPARISONS.clear();
    }

    @ParameterizedTest
    @MethodSource("enginesSeedsAndWords")
    void shouldLeaveTheSameAsDocker(TestEngine kind, int seed, Words words) throws Exception {
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
    void shouldRemoveSomethingAsDockerDoes(Words words) throws Exception {
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
}
