package io.nodecleanup.disk;

import java.util.Optional;

/**
 * A run that is to relieve a disk, as it goes on: whether it is done, and whether it is in vain. How many bytes a removal frees is predicted,
 * so bytes are never removed in vain; how many inodes, nothing tells beforehand.
 */
public final class Relief {
    /** By then a quarter of what may go is gone, images and the cache below them alike. */
    private static final int LOOKS_AT = 4;

    /** What is still to go may free twice as many as what went. */
    private static final int HOPE = 2;

    private final PolicyDisk disk;
    private final int planned;
    private final long inodesBefore;
    private final long inodesToGo;
    private Optional<String> whyVain = Optional.empty();

    /**
     * Begins.
     *
     * @param planned how many things may go at most
     */
    public Relief(PolicyDisk disk, int planned) {
        this.disk = disk;
        this.planned = planned;
        inodesBefore = disk.inodesUsed();
        inodesToGo = disk.inodesToGo();
    }

    /**
     * Looks at the disk, and tells why to end now.
     *
     * @param removed how many things went so far
     * @param done the answer when the disk is below its low mark
     * @param vain the answer when it is no use to go on: {@link #whyVain}
     * @return empty if it is to go on
     */
    public <T> Optional<T> end(int removed, T done, T vain) {
        if (disk.isRelieved()) {
            return Optional.of(done);
        }
        if (inodesToGo <= 0 || (long) removed * LOOKS_AT < planned || !disk.bytesAreRelieved()) {
            return Optional.empty();
        }
        long freed = Math.max(0, inodesBefore - disk.inodesUsed());
        if (freed * planned * HOPE >= inodesToGo * removed) {
            return Optional.empty();
        }
        whyVain = Optional.of("%d inodes must go, and %d of %d removals have freed %d: they are not the engine's"
                .formatted(inodesToGo, removed, planned, freed));
        return Optional.of(vain);
    }

    /** Why it was no use to go on, as a sentence; empty if that was not seen. */
    public Optional<String> whyVain() {
        return whyVain;
    }
}
