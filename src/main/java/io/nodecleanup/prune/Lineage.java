package io.nodecleanup.prune;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Things, by their place in a list, and what they were built from. Arrays of places instead of maps of ids: a plan goes over some ten
 * thousands of things many times.
 */
final class Lineage {
    private static final int[] NONE = {};

    private final Map<String, Integer> places;
    private final int[][] parents;
    private final int[] childrenFirst;

    private Lineage(Map<String, Integer> places, int[][] parents) {
        this.places = places;
        this.parents = parents;
        this.childrenFirst = order(parents);
    }

    /** Of things whose parents are named by id; parents that are not among the things are left out. */
    static <T> Lineage of(List<T> things, Function<T, String> id, Function<T, List<String>> parentIds) {
        Map<String, Integer> places = HashMap.newHashMap(things.size());
        int[][] parents = new int[things.size()][];
        for (int place = 0; place < parents.length; place++) {
            places.put(id.apply(things.get(place)), place);
        }
        for (int place = 0; place < parents.length; place++) {
            parents[place] = places(parentIds.apply(things.get(place)), places);
        }
        return new Lineage(places, parents);
    }

    /** Of things that were not built from each other. */
    static Lineage none(int count) {
        int[][] parents = new int[count][];
        Arrays.fill(parents, NONE);
        return new Lineage(Map.of(), parents);
    }

    /** Where the thing with this id is, which must be one of them and have been given by id. */
    int place(String id) {
        return places.get(id);
    }

    /** The places of what the thing at this place was built from. */
    int[] parents(int place) {
        return parents[place];
    }

    /** All places, every child before its parents. */
    int[] childrenFirst() {
        return childrenFirst;
    }

    /** For each place, how many generations lie between the thing and its farthest ancestor: a child has more than its parents. */
    int[] generations() {
        int[] generations = new int[parents.length];
        for (int i = childrenFirst.length - 1; i >= 0; i--) {
            int place = childrenFirst[i];
            for (int parent : parents[place]) {
                generations[place] = Math.max(generations[place], generations[parent] + 1);
            }
        }
        return generations;
    }

    private static int[] places(List<String> ids, Map<String, Integer> places) {
        if (ids.isEmpty()) {
            return NONE;
        }
        int[] found = new int[ids.size()];
        int count = 0;
        for (String id : ids) {
            Integer place = places.get(id);
            if (place != null) {
                found[count++] = place;
            }
        }
        return count == found.length ? found : Arrays.copyOf(found, count);
    }

    private static int[] order(int[][] parents) {
        int[] childrenLeft = new int[parents.length];
        for (int[] some : parents) {
            for (int parent : some) {
                childrenLeft[parent]++;
            }
        }
        int[] order = new int[parents.length];
        int count = 0;
        for (int place = 0; place < parents.length; place++) {
            if (childrenLeft[place] == 0) {
                order[count++] = place;
            }
        }
        for (int next = 0; next < count; next++) {
            for (int parent : parents[order[next]]) {
                if (--childrenLeft[parent] == 0) {
                    order[count++] = parent;
                }
            }
        }
        // What claims to be its own ancestor, as no engine should say, comes last.
        for (int place = 0; place < parents.length; place++) {
            if (childrenLeft[place] > 0) {
                order[count++] = place;
            }
        }
        return order;
    }
}
