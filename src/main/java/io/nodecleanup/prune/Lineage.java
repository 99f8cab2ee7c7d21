package io.nodecleanup.prune;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Things and what they were built from: a parent stays while a child does, and goes after all its children. */
final class Lineage<T extends Prunable> {
    private final Map<String, T> byId = new HashMap<>();
    private final Map<String, List<T>> parentsById = new HashMap<>();

    Lineage(List<T> things, Function<T, List<String>> parentIds) {
        things.forEach(thing -> byId.put(thing.id(), thing));
        for (T thing : things) {
            List<T> parents = new ArrayList<>(1);
            for (String id : parentIds.apply(thing)) {
                T parent = byId.get(id);
                if (parent != null) {
                    parents.add(parent);
                }
            }
            parentsById.put(thing.id(), parents);
        }
    }

    /** Adds to the reasons (by id) one for each ancestor of a thing that stays, unless it has its own. */
    void keepAncestors(Map<String, Reason.Stays> stays) {
        for (String id : List.copyOf(stays.keySet())) {
            Deque<T> open = new ArrayDeque<>(List.of(byId.get(id)));
            while (!open.isEmpty()) {
                T child = open.pop();
                for (T parent : parents(child)) {
                    if (stays.putIfAbsent(parent.id(), new Reason.NeededBy(child.displayName())) == null) {
                        open.push(parent);
                    }
                }
            }
        }
    }

    /** These things, every child before its parents; apart from that the order stays. */
    List<T> childrenFirst(List<T> things) {
        Map<String, Integer> childrenLeft = new HashMap<>();
        things.forEach(thing -> parents(thing).forEach(parent -> childrenLeft.merge(parent.id(), 1, Integer::sum)));
        Map<String, T> selected = new HashMap<>();
        things.forEach(thing -> selected.put(thing.id(), thing));
        Deque<T> ready = new ArrayDeque<>(things.stream()
                .filter(thing -> !childrenLeft.containsKey(thing.id()))
                .toList());
        List<T> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            T next = ready.poll();
            ordered.add(next);
            for (T parent : parents(next)) {
                if (childrenLeft.merge(parent.id(), -1, Integer::sum) == 0 && selected.containsKey(parent.id())) {
                    ready.add(parent);
                }
            }
        }
        return ordered;
    }

    /** Those of the things that this one was built from. */
    List<T> parents(T child) {
        return parentsById.get(child.id());
    }
}
