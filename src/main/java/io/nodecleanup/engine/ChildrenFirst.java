package io.nodecleanup.engine;

import io.nodecleanup.prune.CacheRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders records so that a parent never goes before its children: the engine silently leaves a parent whose child still lives. */
final class ChildrenFirst {
    private ChildrenFirst() {}

    /** The same records, one for each id. */
    static List<CacheRecord> order(List<CacheRecord> records) {
        Map<String, CacheRecord> waiting = new LinkedHashMap<>();
        records.forEach(cacheRecord -> waiting.put(cacheRecord.id(), cacheRecord));
        Map<String, Integer> children = new HashMap<>();
        waiting.values().forEach(child -> child.parents().forEach(parent -> children.merge(parent, 1, Integer::sum)));

        Deque<CacheRecord> free = new ArrayDeque<>();
        waiting.values().stream()
                .filter(cacheRecord -> !children.containsKey(cacheRecord.id()))
                .forEach(free::add);
        Map<String, CacheRecord> ordered = new LinkedHashMap<>();
        while (!free.isEmpty()) {
            CacheRecord child = free.remove();
            ordered.put(child.id(), child);
            for (String parent : child.parents()) {
                boolean last = children.merge(parent, -1, Integer::sum) == 0;
                if (last && waiting.containsKey(parent)) {
                    free.add(waiting.get(parent));
                }
            }
        }
        // Cycles cannot be, but if the engine said so they would have to come, too.
        waiting.forEach(ordered::putIfAbsent);
        return List.copyOf(ordered.values());
    }
}
