package io.nodecleanup.cli;

import io.nodecleanup.cli.Contents.Thing;
import io.nodecleanup.engine.TestEngine;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Docker's own command and ours left of one state, by the same words.
 *
 * @param mess what there was before the first of the words
 * @param before of Docker's copy
 * @param oursBefore of ours: not all the same, where the words before left different things for a known reason
 * @param refused why we did not remove what we meant to, by id
 * @param labelled ids of images that have one of several labels that the words exclude
 * @param layers how many layers each image has, by id
 * @param cut the moment between the old and the young half of the mess
 */
record Comparison(
        TestEngine engine,
        int seed,
        Words words,
        Contents mess,
        Contents before,
        Contents oursBefore,
        Contents docker,
        Contents ours,
        Map<String, String> refused,
        Set<String> labelled,
        Map<String, Integer> layers,
        Instant cut) {
    /** Short: what failed is told by the things that differ. */
    @Override
    public String toString() {
        return engine + ", seed " + seed + ": " + words;
    }

    boolean removed(Predicate<Thing> which) {
        return before.things().stream().anyMatch(thing -> which.test(thing) && !docker.has(thing) && !ours.has(thing));
    }

    /** What one of the two left of what both had. */
    List<Thing> differences() {
        return before.things().stream()
                .filter(oursBefore::has)
                .filter(thing -> docker.has(thing) != ours.has(thing))
                .toList();
    }

    /** The differences that are not meant, as sentences. */
    List<String> unexplained() {
        return differences().stream()
                .filter(thing -> Arrays.stream(Intended.values()).noneMatch(intended -> intended.explains(this, thing)))
                .map(thing -> "only " + (ours.has(thing) ? "we" : "Docker") + " left " + thing
                        + (refused.containsKey(thing.id()) ? ": " + refused.get(thing.id()) : "")
                        + Stream.of(mess, before, oursBefore, docker, ours)
                                .map(contents -> contents.records().get(thing.id()))
                                .filter(Objects::nonNull)
                                .map(use -> ", " + use)
                                .collect(Collectors.joining())
                        + "; cut at " + cut)
                .toList();
    }
}
