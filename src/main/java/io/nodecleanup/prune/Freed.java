package io.nodecleanup.prune;

import java.util.Arrays;
import java.util.List;

/** What the things of an inventory free together. */
final class Freed {
    private final Inventory inventory;
    private final Reclaim reclaim;

    Freed(Inventory inventory, ImageLayers layers, Lineage ofRecords) {
        this.inventory = inventory;
        reclaim = new Reclaim(inventory.images(), layers, inventory.cacheRecords(), ofRecords);
    }

    /** In bytes, as {@code docker system df} will count them. */
    long bytes(List<Candidate> going) {
        long bytes = 0;
        boolean[] recordGoes = new boolean[inventory.cacheRecords().size()];
        for (Candidate candidate : going) {
            switch (candidate.thing()) {
                case Image image -> bytes += 0;
                case CacheRecord record -> recordGoes[candidate.place()] = true;
                case Container container -> bytes += container.sizeBytes();
                case Volume volume -> bytes += volume.sizeBytes();
                case Network network -> bytes += 0;
                case Builder builder -> bytes += builder.sizeBytes();
                case BuilderCache cache -> bytes += cache.sizeBytes();
            }
        }
        // What is counted as shared may be counted anew when the rest is gone: reclaimed is nothing then.
        return Math.max(0, bytes + reclaim.bytes(imageGoes(going), recordGoes));
    }

    /**
     * In bytes, with the cache's own copies of what images have, which {@code docker system df} does not count. At most: a disk with no
     * builds on it gained less (measured), and nothing tells of which records.
     */
    long onDisk(List<Candidate> going) {
        long bytes = bytes(going);
        for (Candidate candidate : going) {
            if (inventory.cacheKeepsCopies() && candidate.thing() instanceof CacheRecord record && record.shared()) {
                bytes += record.sizeBytes();
            }
        }
        return bytes;
    }

    /** By a record's place, whether it frees something, or may, when these go. */
    boolean[] byRecord(List<Candidate> going) {
        boolean[] frees = reclaim.freeing(imageGoes(going));
        if (inventory.cacheKeepsCopies()) {
            Arrays.fill(frees, true);
        }
        return frees;
    }

    private boolean[] imageGoes(List<Candidate> going) {
        boolean[] goes = new boolean[inventory.images().size()];
        for (Candidate candidate : going) {
            if (candidate.thing() instanceof Image) {
                goes[candidate.place()] = true;
            }
        }
        return goes;
    }
}
