package io.nodecleanup.prune;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The things of one kind, in the order of their turn. Reasons are kept in arrays, by a thing's place in the list.
 *
 * @param <T> the kind
 */
final class Candidates<T extends Prunable> {
    private final List<T> things;
    private final Lineage lineage;
    private final Candidate[] ordered;
    private final int[] turns;

    /**
     * @param lineage of the things
     * @param stage of a thing, in the order of removal
     * @param chances by place
     */
    Candidates(List<T> things, Lineage lineage, ToIntFunction<T> stage, Chance[] chances, LastUse lastUse) {
        this.things = things;
        this.lineage = lineage;
        int count = things.size();
        int[] stages = new int[count];
        double[] logs = new double[count];
        Instant[] uses = new Instant[count];
        for (int place = 0; place < count; place++) {
            T thing = things.get(place);
            stages[place] = stage.applyAsInt(thing);
            logs[place] = chances[place].log();
            uses[place] = lastUse.of(thing).orElse(Instant.MIN);
        }
        // A parent cannot go before its child, so it is worth at least as much.
        for (int child : lineage.childrenFirst()) {
            for (int parent : lineage.parents(child)) {
                stages[parent] = Math.max(stages[parent], stages[child]);
                logs[parent] = Math.max(logs[parent], logs[child]);
                uses[parent] = LastUse.later(uses[parent], uses[child]);
            }
        }
        int[] generations = lineage.generations();
        ordered = new Candidate[count];
        for (int place = 0; place < count; place++) {
            ordered[place] = new Candidate(
                    things.get(place),
                    place,
                    stages[place],
                    chances[place],
                    logs[place],
                    uses[place],
                    generations[place]);
        }
        Arrays.sort(ordered);
        turns = new int[count];
        for (int turn = 0; turn < count; turn++) {
            turns[ordered[turn].place()] = turn;
        }
    }

    /** In the order of removal. */
    List<Candidate> ordered() {
        return Arrays.asList(ordered);
    }

    /**
     * Of things that are to go, those that go for a purpose, and what must go before such since it was built from them; by place.
     *
     * @param going in the order of removal
     * @param purpose by place
     */
    boolean[] needed(List<Candidate> going, boolean[] purpose) {
        boolean[] needed = new boolean[things.size()];
        for (Candidate candidate : going.reversed()) {
            needed[candidate.place()] = purpose[candidate.place()];
            for (int parent : lineage.parents(candidate.place())) {
                needed[candidate.place()] |= needed[parent];
            }
        }
        return needed;
    }

    /** What the verdict says of each thing, by place; what a thing that stays was built from stays too. */
    Reason[] judge(Function<T, Reason> verdict) {
        Reason[] reasons = new Reason[things.size()];
        for (int place = 0; place < reasons.length; place++) {
            reasons[place] = verdict.apply(things.get(place));
        }
        int[] neededBy = new int[reasons.length];
        Arrays.fill(neededBy, -1);
        for (int child : lineage.childrenFirst()) {
            if (neededBy[child] >= 0 && reasons[child] instanceof Reason.Goes) {
                reasons[child] = new Reason.NeededBy(things.get(neededBy[child]).displayName());
            }
            if (reasons[child] instanceof Reason.Stays) {
                for (int parent : lineage.parents(child)) {
                    // The one whose turn comes first is named, however the engine lists them.
                    if (neededBy[parent] < 0 || turns[child] < turns[neededBy[parent]]) {
                        neededBy[parent] = child;
                    }
                }
            }
        }
        return reasons;
    }
}
