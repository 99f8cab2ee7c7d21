package io.nodecleanup.prune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** A plan in the making. */
final class Draft {
    private record Turn(Candidate candidate, Reason.Goes reason) {}

    private final List<Turn> going = new ArrayList<>();
    private final List<Plan.Keep> keeps = new ArrayList<>();

    /** Adds the things of a kind in the order of their turn, with their reasons by place. */
    void add(Candidates<?> candidates, Reason[] reasons) {
        for (Candidate candidate : candidates.ordered()) {
            switch (reasons[candidate.place()]) {
                case Reason.Goes reason -> going.add(new Turn(candidate, reason));
                case Reason.Stays reason -> keeps.add(new Plan.Keep(candidate.thing(), reason));
            }
        }
    }

    /** Brings what goes of all kinds into one order. */
    void sort() {
        going.sort(Comparator.comparing(Turn::candidate));
    }

    /** What goes so far, in order. */
    List<Candidate> going() {
        return going.stream().map(Turn::candidate).toList();
    }

    /**
     * Lets as many go, from the first on, as free so many bytes, or all, if all free less. The rest stays.
     *
     * @param freed by some of them together; more of them never free less
     * @param goes the reason of what goes now, from the one it had
     */
    void stopAt(
            long bytes,
            ToLongFunction<List<Candidate>> freed,
            BiFunction<Candidate, Reason.Goes, Reason.Goes> goes,
            Function<Candidate, Reason.Stays> stays) {
        List<Candidate> all = going();
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (freed.applyAsLong(all.subList(0, middle)) >= bytes) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        List<Turn> rest = going.subList(low, going.size());
        rest.forEach(turn -> keeps.add(new Plan.Keep(turn.candidate().thing(), stays.apply(turn.candidate()))));
        rest.clear();
        going.replaceAll(turn -> new Turn(turn.candidate(), goes.apply(turn.candidate(), turn.reason())));
    }

    /** Lets some of those stay that were to go. */
    void keep(Predicate<Candidate> some, Function<Candidate, Reason.Stays> stays) {
        for (Turn turn : going) {
            if (some.test(turn.candidate())) {
                keeps.add(new Plan.Keep(turn.candidate().thing(), stays.apply(turn.candidate())));
            }
        }
        going.removeIf(turn -> some.test(turn.candidate()));
    }

    Plan plan(long predictedBytes, long eligibleBytes) {
        // With a builder go its container and its volume.
        going.stream()
                .map(turn -> turn.candidate().thing())
                .filter(Builder.class::isInstance)
                .forEach(builder -> keeps.removeIf(keep -> ((Builder) builder).has(keep.object())));
        return new Plan(
                going.stream()
                        .map(turn -> new Plan.Removal(turn.candidate().thing(), turn.reason()))
                        .toList(),
                keeps,
                predictedBytes,
                eligibleBytes);
    }
}
