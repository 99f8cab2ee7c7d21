package io.nodecleanup.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Maps from a name or id to the latest time; none is changed, what differs is another map. */
final class Times {
    /** More entries than any node has, a few megabytes of memory. */
    static final int MOST = 50_000;

    private Times() {}

    /** The map itself if it has a later time already. */
    static Map<String, Instant> with(Map<String, Instant> times, String key, Instant time) {
        Instant known = times.get(key);
        if (known != null && !time.isAfter(known)) {
            return times;
        }
        Map<String, Instant> more = new HashMap<>(times);
        more.put(key, time);
        return more.size() > MOST ? latest(more) : Map.copyOf(more);
    }

    static Map<String, Instant> without(Map<String, Instant> times, String key) {
        return times.containsKey(key) ? filtered(times, (name, time) -> !name.equals(key)) : times;
    }

    static Map<String, Instant> filtered(Map<String, Instant> times, BiPredicate<String, Instant> keep) {
        return times.entrySet().stream()
                .filter(entry -> keep.test(entry.getKey(), entry.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The latest nine tenths, so that not every new entry has to make room for itself. */
    private static Map<String, Instant> latest(Map<String, Instant> times) {
        return times.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
                .limit(MOST - MOST / 10)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
