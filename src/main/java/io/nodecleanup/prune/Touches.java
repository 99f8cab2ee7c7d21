package io.nodecleanup.prune;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where an engine says that a record of the build cache was used, and it was only our own removal of what was built from it.
 *
 * @param byRecord by the id of the record
 */
public record Touches(Map<String, Touch> byRecord) {
    /** None is known. */
    public static final Touches NONE = new Touches(Map.of());

    public Touches {
        byRecord = Map.copyOf(byRecord);
    }

    /**
     * What is not a use of one record.
     *
     * @param at when the engine says it was used
     * @param use when it was used before that
     */
    public record Touch(Instant at, Instant use) {
        /** What is not a use, from how a record was before and after. */
        public static Touch of(CacheRecord before, CacheRecord after) {
            return new Touch(Sights.ownUse(after), Sights.ownUse(before));
        }
    }

    /** When they were. */
    public Set<Instant> moments() {
        return byRecord.values().stream().map(Touch::at).collect(Collectors.toSet());
    }

    boolean areNone() {
        return byRecord.isEmpty();
    }

    /** When this record was used by itself, not counting us. */
    Instant ownUse(CacheRecord record) {
        Instant use = Sights.ownUse(record);
        Touch touch = byRecord.get(record.id());
        return touch != null && touch.at.equals(use) ? touch.use : use;
    }

    /** With later ones, for what is still there. */
    public Touches and(Touches later, List<CacheRecord> there) {
        Map<String, Touch> both = new HashMap<>(byRecord);
        later.byRecord.forEach((id, touch) ->
                both.merge(id, touch, (one, other) -> one.at.equals(other.use) ? new Touch(other.at, one.use) : other));
        both.keySet().retainAll(there.stream().map(CacheRecord::id).collect(Collectors.toSet()));
        return new Touches(both);
    }
}
