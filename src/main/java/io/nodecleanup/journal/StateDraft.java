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

/** A {@link JournalState} in the making, from the one before or from nothing. */
final class StateDraft {
    private static final int MOST_WAITING = 1_000;

    long lastEventNano;
    Instant gapEnd = Instant.EPOCH;
    Map<String, Instant> images = Map.of();
    Map<String, Instant> firstSeen = Map.of();
    Map<String, Instant> volumes = Map.of();
    Map<String, Instant> networks = Map.of();
    Map<String, String> names = Map.of();
    Map<String, Set<String>> containers = Map.of();
    Map<String, Waiting> waiting = Map.of();
    BaseUses bases = BaseUses.NONE;
    RegistryProofs registry = RegistryProofs.NONE;
    UseHistory recordHistory = UseHistory.NONE;
    UseHistory imageHistory = UseHistory.NONE;
    Touches touches = Touches.NONE;
    AttachmentSights attachmentSights = AttachmentSights.NONE;

    StateDraft() {}

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
        attachmentSights = before.attachmentSights();
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
                touches,
                attachmentSights);
    }

    void credit(Set<String> imageIds, Instant use) {
        imageIds.forEach(id -> images = Times.with(images, id, use));
    }

    /** An event is a sight, too, and none after it is missed. */
    void creditVolume(String name, Instant use) {
        volumes = Times.with(volumes, name, use);
        attachmentSights = attachmentSights.withVolume(name, use);
    }

    void forgetVolume(String name) {
        volumes = Times.without(volumes, name);
        attachmentSights = attachmentSights.withoutVolume(name);
    }

    void creditNetwork(String id, Instant use) {
        networks = Times.with(networks, id, use);
        attachmentSights = attachmentSights.withNetwork(id, use);
    }

    void forgetNetwork(String id) {
        networks = Times.without(networks, id);
        attachmentSights = attachmentSights.withoutNetwork(id);
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
