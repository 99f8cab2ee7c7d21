package io.nodecleanup.journal;

import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What a journal tells a plan: builds that started from images are uses of these, and where events may have been missed all was used. */
final class KnownUses {
    private KnownUses() {}

    static Usage of(JournalState state, Inventory inventory) {
        Map<String, Instant> images = new HashMap<>(state.images());
        Map<String, Instant> volumes = new HashMap<>(state.volumes());
        Map<String, Instant> networks = new HashMap<>(state.networks());
        inventory
                .images()
                .forEach(
                        image -> state.bases().of(image).ifPresent(use -> images.merge(image.id(), use, Times::later)));
        if (state.eventsWereMissed()) {
            inventory.images().forEach(image -> images.merge(image.id(), state.gapEnd(), Times::later));
            inventory.volumes().forEach(volume -> volumes.merge(volume.name(), state.gapEnd(), Times::later));
            inventory.networks().forEach(network -> networks.merge(network.id(), state.gapEnd(), Times::later));
        }
        return new Usage(
                images,
                volumes,
                networks,
                firstSeen(state),
                state.registry().imageIds(),
                state.recordHistory(),
                state.imageHistory(),
                state.touches());
    }

    private static Map<String, Instant> firstSeen(JournalState state) {
        Map<String, Instant> all = new HashMap<>(state.firstSeen());
        // Nothing but a name given on purpose makes two of these the same.
        state.attachmentSights().volumes().forEach((name, seen) -> all.merge(name, seen, Times::later));
        state.attachmentSights().networks().forEach((id, seen) -> all.merge(id, seen, Times::later));
        return all;
    }
}
