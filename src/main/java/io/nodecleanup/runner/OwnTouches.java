package io.nodecleanup.runner;

import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Touches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the records that look used since they were planned, but only by ourselves: an engine that was restarted since a record was made
 * counts it as used when its last child is deleted (BuildKit 0.33, observed).
 */
final class OwnTouches {
    private final Map<String, CacheRecord> known = new HashMap<>();
    private final Map<String, List<Call>> callsByParent = new HashMap<>();

    private record Call(Instant begin, Instant end) {}

    /** The records as they are when they are planned to go or to stay. */
    void planned(Plan plan) {
        Stream.concat(
                        plan.removals().stream().map(Plan.Removal::object),
                        plan.keeps().stream().map(Plan.Keep::object))
                .forEach(object -> {
                    if (object instanceof CacheRecord record) {
                        known.put(record.id(), record);
                    }
                });
    }

    /** In the time of a call these have gone. */
    void deleted(List<String> ids, Instant begin, Instant end) {
        Call call = new Call(begin, end);
        ids.stream()
                .flatMap(id -> known.get(id).parents().stream())
                .distinct()
                .forEach(parent -> callsByParent
                        .computeIfAbsent(parent, id -> new ArrayList<>())
                        .add(call));
    }

    /** Whether a child of it has gone by us. */
    boolean mayBe(String id) {
        return callsByParent.containsKey(id);
    }

    /** Whether nothing but our calls has used it since the plan: it counts no use more than they explain, and the last one falls into one. */
    boolean areAllOf(CacheRecord now) {
        CacheRecord then = known.get(now.id());
        List<Call> calls = callsByParent.get(now.id());
        if (then == null || calls == null || now.inUse()) {
            return false;
        }
        return now.uses() <= then.uses() + calls.size()
                && now.lastUsed()
                        .filter(use ->
                                calls.stream().anyMatch(call -> !use.isBefore(call.begin) && !use.isAfter(call.end)))
                        .isPresent();
    }

    /** Which of these look used, and are not: it is the last child whose end counts, so what has one was used by who made it. */
    Touches among(List<CacheRecord> now) {
        Set<String> parents =
                now.stream().flatMap(record -> record.parents().stream()).collect(Collectors.toSet());
        return new Touches(now.stream()
                .filter(record -> !parents.contains(record.id()) && areAllOf(record))
                .collect(
                        Collectors.toMap(CacheRecord::id, record -> Touches.Touch.of(known.get(record.id()), record))));
    }
}
