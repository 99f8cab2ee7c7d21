package io.nodecleanup.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A history of builds, made from public repositories: {@code src/test/resources/traces/README.md}.
 *
 * @param steps by their number; number 0 is none
 * @param builds in the order of their times
 */
record BuildTrace(String name, List<Step> steps, List<Build> builds) {
    /**
     * What one step makes from one state.
     *
     * @param group the instruction it comes from
     * @param parents the step before it, in its stage; none for the first. An engine's record knows these alone.
     * @param inputs last steps of other stages that it copies from: what it takes to build it again
     */
    record Step(String kind, int group, List<Integer> parents, List<Integer> inputs) {}

    /** A build of a step with all that it needs. */
    record Build(Instant time, int target) {}

    static BuildTrace read(String name) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("", 0, List.of(), List.of()));
        for (String line : lines(name + "-records.csv.gz")) {
            String[] fields = line.split(",", -1);
            steps.add(new Step(fields[1], Integer.parseInt(fields[2]), numbers(fields[3]), numbers(fields[4])));
        }
        List<Build> builds = new ArrayList<>();
        for (String line : lines(name + "-builds.csv.gz")) {
            String[] fields = line.split(",", -1);
            builds.add(new Build(Instant.ofEpochSecond(Long.parseLong(fields[0])), Integer.parseInt(fields[2])));
        }
        return new BuildTrace(name, List.copyOf(steps), List.copyOf(builds));
    }

    private static List<Integer> numbers(String field) {
        return Stream.of(field.split(";"))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    private static List<String> lines(String file) {
        try (InputStream packed = BuildTrace.class.getResourceAsStream("/traces/" + file);
                var lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
