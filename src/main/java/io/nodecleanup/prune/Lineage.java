package io.nodecleanup.prune;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Things and what they were built from: a parent stays while a child does, and goes after all its children. */
final class Lineage<T extends Prunable> {
    private final Map<String, T> byId = new LinkedHashMap<>();
    private final Function<T, List<String>> parentIds;

    Lineage(List<T> things, Function<T, List<String>> parentIds) {
        things.forEach(thing -> byId.put(thing.id(), thing));
        this.parentIds = parentIds;
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

    private List<T> parents(T child) {
        return parentIds.apply(child).stream()
                .map(byId::get)
                .filter(parent -> parent != null)
                .toList();
    }
}
