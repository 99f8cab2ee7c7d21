package io.nodecleanup.cli;

import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a mess in an engine of its own, and gives Docker's command and ours a copy each for the same lists of words.
 *
 * @param kind of the engine
 * @param folder for files of the mess and policies
 */
record Copies(TestEngine kind, Path folder) {
    private static final String EMPTY = "empty";
    private static final String MESS = "mess";

    /** More than 20.10 needs from the start of a prune to its last look at an age, which it knows as a duration only. */
    private static final Duration BETWEEN_HALVES = Duration.ofSeconds(4);

    /** @param lists each begins with the whole mess of each seed, and goes on with what the words before left */
    List<Comparison> compare(List<Integer> seeds, List<List<Words>> lists) throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        // In memory, builds take half the time.
        TestEngine engine = kind.anotherOnItsOwnDisk("same", "4G");
        try {
            engine.save(EMPTY);
            for (int seed : seeds) {
                engine.load(EMPTY);
                Mess mess = fill(engine, seed);
                engine.save(MESS);
                for (List<Words> list : lists) {
                    comparisons.addAll(compare(engine, mess, list));
                }
            }
            return comparisons;
        } finally {
            engine.remove();
        }
    }

    private List<Comparison> compare(TestEngine engine, Mess mess, List<Words> list) throws IOException {
        List<Run> docker = runs(engine, list, words -> {
            DockersPrune.run(engine, words, mess.cut);
            return Map.of();
        });
        List<Run> ours = runs(engine, list, words -> new OurPrune(folder).run(engine, words, mess.cut));
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Run byDocker = docker.get(i);
            Run byUs = ours.get(i);
            comparisons.add(new Comparison(
                    engine,
                    mess.seed,
                    list.get(i),
                    mess.contents,
                    byDocker.before,
                    byUs.before,
                    byDocker.after,
                    byUs.after,
                    byUs.refused,
                    byDocker.labelled,
                    mess.layers,
                    mess.cut));
        }
        return comparisons;
    }

    /**
     * What was made of a seed.
     *
     * @param layers how many each image has, by id
     * @param cut a moment before which the one half was made and used, and after which the other
     */
    private record Mess(int seed, Contents contents, Map<String, Integer> layers, Instant cut) {}

    private Mess fill(TestEngine engine, int seed) throws IOException {
        SeededMess mess =
                new SeededMess(engine, seed, Files.createDirectory(folder.resolve(engine.name() + "-" + seed)));
        mess.makeOldHalf();
        // Ages in a policy are whole seconds, rounded up: what is younger than that may stay.
        Instant cut = Instant.now().plusSeconds(1);
        await().until(() -> Instant.now().isAfter(cut.plus(BETWEEN_HALVES)));
        mess.makeYoungHalf();
        Contents contents = Contents.of(engine);
        return new Mess(seed, contents, contents.layers(engine), cut);
    }

    private record Run(Contents before, Contents after, Set<String> labelled, Map<String, String> refused) {}

    /** Runs a command; returns why it did not remove what it meant to, by id. */
    private interface Prune {
        Map<String, String> run(Words words) throws IOException;
    }

    private static List<Run> runs(TestEngine engine, List<Words> list, Prune prune) throws IOException {
        engine.load(MESS);
        SeededMess.startAgain(engine);
        List<Run> runs = new ArrayList<>();
        Contents before = Contents.of(engine);
        for (Words words : list) {
            Set<String> labelled = labelledIfSeveral(engine, words);
            Map<String, String> refused = prune.run(words);
            Contents after = Contents.of(engine);
            runs.add(new Run(before, after, labelled, refused));
            before = after;
        }
        return runs;
    }

    private static Set<String> labelledIfSeveral(TestEngine engine, Words words) {
        List<String> labels = words.filters().stream()
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
}
