package io.nodecleanup.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What looks at an engine, one after the other, have taught about which things the next use needs. Each time something that others were
 * built from is used, each of those is either used too or missed. For each text, such as that of a Dockerfile's instruction, it is counted
 * how often its things were used, against the plain forecast 1 ÷ (misses + 1), apart for things with 0, 1, 2, and 3 or more newer siblings
 * (same parent, same text, made since the last use). What was observed ÷ what was forecast corrects the forecast, and multiplied down the
 * chain from the first ancestor it gives the chance. There is no clock in it and nothing to tune for a node. Measured on replayed build
 * histories: docs/value.md.
 *
 * @param known what was there at the last look, by id
 * @param texts the tallies of each text
 * @param all the tallies of all texts together, by newer siblings
 * @param looks how many looks saw a use
 */
public record UseHistory(Map<String, Known> known, Map<String, Text> texts, List<Tally> all, long looks) {
    /** Nothing was seen yet: every chance is 1. */
    public static final UseHistory NONE = new UseHistory(Map.of(), Map.of(), Text.fresh(1, 1), 0);

    /** Texts remembered; a node's repositories have some hundreds (20 repositories: 558). */
    static final int MOST_TEXTS = 4_096;

    /** How much a text's tally leans on that of all texts while it has few uses of its own, in uses. */
    private static final double LEANING = 0.5;

    public UseHistory {
        known = Map.copyOf(known);
        texts = Map.copyOf(texts);
        all = List.copyOf(all);
    }

    /**
     * A thing as a look shows it.
     *
     * @param parents ids of what it was built from, the one that its siblings share first; empty for a root
     * @param text what things that do the same have in common
     * @param lastUse when it was last used by itself, its making counted; uses of its children need not be
     */
    public record Sight(String id, List<String> parents, String text, Instant lastUse) {
        public Sight {
            parents = List.copyOf(parents);
        }

        String parent() {
            return parents.isEmpty() ? "" : parents.getFirst();
        }
    }

    /**
     * What is known of a thing.
     *
     * @param misses uses of its parent since its last use that did not need it
     * @param newer siblings that came since its last use
     */
    public record Known(Instant lastUse, int misses, int newer) {
        double forecast() {
            return 1.0 / (misses + 1);
        }
    }

    /** How often things were used, and were forecast to be. */
    public record Tally(double used, double forecast) {
        Tally plus(boolean use, double forecast) {
            return new Tally(used + (use ? 1 : 0), this.forecast + forecast);
        }
    }

    /**
     * The tallies of a text.
     *
     * @param byNewer for things with 0, 1, 2, and 3 or more newer siblings
     * @param lastLook when it was last tallied
     */
    public record Text(List<Tally> byNewer, long lastLook) {
        static final int STATES = 4;

        public Text {
            byNewer = List.copyOf(byNewer);
        }

        static int state(int newer) {
            return Math.min(STATES - 1, newer);
        }

        static List<Tally> fresh(double used, double forecast) {
            return List.of(
                    new Tally(used, forecast),
                    new Tally(used, forecast),
                    new Tally(used, forecast),
                    new Tally(used, forecast));
        }
    }

    /** After a look at everything there is now. A look that saw no use teaches nothing, but forgets what is gone. */
    public UseHistory observe(List<Sight> sights) {
        var lineage = Lineage.of(sights, Sight::id, Sight::parents);
        boolean[] used = used(sights, lineage);
        boolean any = false;
        for (boolean one : used) {
            any |= one;
        }
        if (!any) {
            return rebase(sights);
        }
        var lesson = new Lesson();
        Set<String> usedIds = new HashSet<>();
        Map<Siblings, Integer> newBySiblings = new HashMap<>();
        for (int i = 0; i < used.length; i++) {
            Sight sight = sights.get(i);
            if (used[i]) {
                usedIds.add(sight.id());
            }
            if (!known.containsKey(sight.id())) {
                newBySiblings.merge(Siblings.of(sight), 1, Integer::sum);
            }
        }
        Map<String, Known> now = HashMap.newHashMap(sights.size());
        for (int i = 0; i < used.length; i++) {
            Sight sight = sights.get(i);
            Known before = known.get(sight.id());
            boolean asked = sight.parents().isEmpty()
                    || (known.containsKey(sight.parent()) && usedIds.contains(sight.parent()));
            if (before != null && asked) {
                lesson.tally(sight.text(), before, used[i]);
            }
            if (before == null || used[i]) {
                now.put(sight.id(), new Known(sight.lastUse(), 0, 0));
            } else {
                now.put(
                        sight.id(),
                        new Known(
                                sight.lastUse(),
                                before.misses() + (asked ? 1 : 0),
                                before.newer() + newBySiblings.getOrDefault(Siblings.of(sight), 0)));
            }
        }
        return lesson.learnt(now);
    }

    /** Takes what is there now for what is known, without counting a use: after our own removals, which move last uses. */
    public UseHistory rebase(List<Sight> sights) {
        Map<String, Known> now = HashMap.newHashMap(sights.size());
        for (Sight sight : sights) {
            Known before = known.get(sight.id());
            now.put(
                    sight.id(),
                    before == null
                            ? new Known(sight.lastUse(), 0, 0)
                            : new Known(sight.lastUse(), before.misses(), before.newer()));
        }
        return new UseHistory(now, texts, all, looks);
    }

    /** After things were removed: what they taught stays. */
    public UseHistory without(Set<String> ids) {
        Map<String, Known> left = new HashMap<>(known);
        left.keySet().removeAll(ids);
        return new UseHistory(left, texts, all, looks);
    }

    /** The chance of each of the things at its place; one built from several takes the smallest of theirs. */
    Chance[] chances(List<Sight> sights, Lineage lineage) {
        Chance[] chances = new Chance[sights.size()];
        int[] childrenFirst = lineage.childrenFirst();
        for (int i = childrenFirst.length - 1; i >= 0; i--) {
            int place = childrenFirst[i];
            double above = 0;
            for (int parent : lineage.parents(place)) {
                above = Math.min(above, chances[parent].log());
            }
            chances[place] = chance(sights.get(place), above);
        }
        return chances;
    }

    private Chance chance(Sight sight, double above) {
        Known now = known.getOrDefault(sight.id(), new Known(sight.lastUse(), 0, 0));
        int state = Text.state(now.newer());
        Text text = texts.get(sight.text());
        Tally tally = text == null ? new Tally(0, 0) : text.byNewer().get(state);
        Tally usual = all.get(state);
        double correction = (tally.used() + LEANING) / (tally.forecast() + LEANING * usual.forecast() / usual.used());
        double log = Math.log(Math.min(1, correction * now.forecast()));
        return new Chance(above + log, Math.round(tally.used()), tally.forecast(), now.newer(), now.misses());
    }

    /** Which are new or were used since the last look, and all that these were built from: a use leaves its ancestors' times alone. */
    private boolean[] used(List<Sight> sights, Lineage lineage) {
        boolean[] used = new boolean[sights.size()];
        for (int place : lineage.childrenFirst()) {
            Sight sight = sights.get(place);
            Known before = known.get(sight.id());
            used[place] |= before == null || sight.lastUse().isAfter(before.lastUse());
            if (used[place]) {
                for (int parent : lineage.parents(place)) {
                    used[parent] = true;
                }
            }
        }
        return used;
    }

    /** What things made by the same step from the same state have in common. */
    private record Siblings(String parent, String text) {
        static Siblings of(Sight sight) {
            return new Siblings(sight.parent(), sight.text());
        }
    }

    /** What one look adds to the tallies. */
    private final class Lesson {
        private final Map<String, Text> learnt = new HashMap<>(texts);
        private final List<Tally> learntOfAll = new ArrayList<>(all);
        private final long look = looks + 1;

        void tally(String text, Known before, boolean use) {
            int state = Text.state(before.newer());
            Text old = learnt.get(text);
            List<Tally> byNewer = new ArrayList<>(old == null ? Text.fresh(0, 0) : old.byNewer());
            byNewer.set(state, byNewer.get(state).plus(use, before.forecast()));
            learnt.put(text, new Text(byNewer, look));
            learntOfAll.set(state, learntOfAll.get(state).plus(use, before.forecast()));
        }

        UseHistory learnt(Map<String, Known> now) {
            if (learnt.size() > MOST_TEXTS) {
                learnt.entrySet().stream()
                        .sorted(Comparator.comparingLong((Map.Entry<String, Text> entry) ->
                                        entry.getValue().lastLook())
                                .thenComparing(Map.Entry::getKey))
                        .limit(learnt.size() - MOST_TEXTS)
                        .map(Map.Entry::getKey)
                        .toList()
                        .forEach(learnt::remove);
            }
            return new UseHistory(now, learnt, learntOfAll, look);
        }
    }
}
