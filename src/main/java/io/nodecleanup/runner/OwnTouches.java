package io.nodecleanup.runner;

import io.nodecleanup.prune.CacheRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the records that look used since they were planned, but only by ourselves: an engine that was restarted since a record was made
 * counts it as used when its last child is deleted (BuildKit 0.33, observed).
 */
final class OwnTouches {
    private final Map<String, CacheRecord> planned = new HashMap<>();
    private final Map<String, List<Call>> callsByParent = new HashMap<>();

    private record Call(Instant begin, Instant end) {}

    /** These are to go; what is known of them is as they were when that was planned. */
    void planned(List<CacheRecord> records) {
        records.forEach(record -> this.planned.put(record.id(), record));
    }

    /** In the time of a call these have gone. */
    void deleted(List<String> ids, Instant begin, Instant end) {
        Call call = new Call(begin, end);
        ids.stream()
                .flatMap(id -> planned.get(id).parents().stream())
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
        CacheRecord then = planned.get(now.id());
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
}
