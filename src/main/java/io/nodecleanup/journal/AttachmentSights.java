package io.nodecleanup.journal;

import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.prune.Volume;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When volumes and networks were first seen, by an event or a look. A container that is gone leaves no trace on what it had, so nothing
 * tells of uses before.
 *
 * @param volumes by name; one that is made again under the same name is another
 * @param networks by id
 */
record AttachmentSights(Map<String, Instant> volumes, Map<String, Instant> networks) {
    static final AttachmentSights NONE = new AttachmentSights(Map.of(), Map.of());

    AttachmentSights {
        volumes = Map.copyOf(volumes);
        networks = Map.copyOf(networks);
    }

    AttachmentSights withVolume(String name, Instant seen) {
        return volumes.containsKey(name) ? this : new AttachmentSights(with(volumes, Set.of(name), seen), networks);
    }

    AttachmentSights withNetwork(String id, Instant seen) {
        return networks.containsKey(id) ? this : new AttachmentSights(volumes, with(networks, Set.of(id), seen));
    }

    AttachmentSights withoutVolume(String name) {
        return new AttachmentSights(Times.without(volumes, name), networks);
    }

    AttachmentSights withoutNetwork(String id) {
        return new AttachmentSights(volumes, Times.without(networks, id));
    }

    /** After a look at all of them: what is gone is forgotten. */
    AttachmentSights with(List<Volume> allVolumes, List<Network> allNetworks, Instant now) {
        return new AttachmentSights(looked(volumes, allVolumes, now), looked(networks, allNetworks, now));
    }

    private static Map<String, Instant> looked(Map<String, Instant> known, List<? extends Prunable> all, Instant now) {
        Set<String> ids = all.stream().map(Prunable::id).collect(Collectors.toSet());
        return with(Times.filtered(known, (id, seen) -> ids.contains(id)), ids, now);
    }

    /** Of more than {@link Times#MOST} those known first are kept: if they made room for others, none would ever grow old. */
    private static Map<String, Instant> with(Map<String, Instant> known, Set<String> ids, Instant seen) {
        Map<String, Instant> more = new HashMap<>(known);
        for (String id : ids) {
            if (more.size() < Times.MOST) {
                more.putIfAbsent(id, seen);
            }
        }
        return more;
    }
}
