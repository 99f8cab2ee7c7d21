package io.nodecleanup.journal;

import io.nodecleanup.journal.JournalState.Waiting;
import io.nodecleanup.prune.BaseUses;
import io.nodecleanup.prune.Touches;
import io.nodecleanup.prune.UseHistory;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A {@link JournalState} in the making, from the one before. */
final class StateDraft {
    private static final int MOST_WAITING = 1_000;

    long lastEventNano;
    Instant gapEnd;
    Map<String, Instant> images;
    Map<String, Instant> firstSeen;
    Map<String, Instant> volumes;
    Map<String, Instant> networks;
    Map<String, String> names;
    Map<String, Set<String>> containers;
    Map<String, Waiting> waiting;
    BaseUses bases;
    RegistryProofs registry;
    UseHistory recordHistory;
    UseHistory imageHistory;
    Touches touches;

    StateDraft(JournalState before) {
        lastEventNano = before.lastEventNano();
        gapEnd = before.gapEnd();
        images = before.images();
        firstSeen = before.firstSeen();
        volumes = before.volumes();
        networks = before.networks();
        names = before.names();
        containers = before.containers();
        waiting = before.waiting();
        bases = before.bases();
        registry = before.registry();
        recordHistory = before.recordHistory();
        imageHistory = before.imageHistory();
        touches = before.touches();
    }

    JournalState state() {
        return new JournalState(
                lastEventNano,
                gapEnd,
                images,
                firstSeen,
                volumes,
                networks,
                names,
                containers,
                waiting,
                bases,
                registry,
                recordHistory,
                imageHistory,
                touches);
    }

    void credit(Set<String> imageIds, Instant use) {
        imageIds.forEach(id -> images = Times.with(images, id, use));
    }

    /** Credits what the reference meant last, in case that it has moved since, and has it asked what it means now. */
    void await(String key, String reference, Instant use) {
        String known = names.get(ImageName.full(reference));
        if (known != null) {
            images = Times.with(images, known, use);
        }
        waiting = with(waiting, key, new Waiting(reference, use));
        if (waiting.size() > MOST_WAITING) {
            waiting = without(
                    waiting,
                    Collections.min(waiting.entrySet(), Map.Entry.comparingByValue(Comparator.comparing(Waiting::use)))
                            .getKey());
        }
    }

    static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        if (value.equals(map.get(key))) {
            return map;
        }
        Map<String, V> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    static <V> Map<String, V> without(Map<String, V> map, String key) {
        if (!map.containsKey(key)) {
            return map;
        }
        Map<String, V> less = new HashMap<>(map);
        less.remove(key);
        return less;
    }
}
