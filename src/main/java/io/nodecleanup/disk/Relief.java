package io.nodecleanup.disk;

import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.prune.Pressure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run that is to relieve a disk, as it goes on: whether it is done, and whether it is in vain. How many inodes a removal frees, nothing
 * tells beforehand. How many bytes is predicted, but not of which disk, where containerd keeps images on one that no engine names.
 */
public final class Relief {
    /** By then a quarter of what may go is gone, images and the cache below them alike. */
    private static final int LOOKS_AT = 4;

    /** What is still to go may free twice as many inodes as what went. */
    private static final int HOPE = 2;

    /** Builds fill the disk while it is relieved. Only that as much went from another one tells that this one is not where images are. */
    private static final int ELSEWHERE = 4;

    private final PolicyDisk disk;
    private final List<Path> folders;
    private final int planned;
    private final Map<Path, Long> usedBefore;
    private final long bytesToGo;
    private final long inodesBefore;
    private final long inodesToGo;
    private Optional<String> whyVain = Optional.empty();

    /**
     * Begins.
     *
     * @param disks of which the fullest is relieved; others may turn out to be where the engine keeps its data
     * @param planned how many things may go at most
     */
    public Relief(PolicyDisk disks, int planned) {
        disk = disks.fullestAlone();
        folders = disks.folders();
        this.planned = planned;
        usedBefore = usedBytes();
        bytesToGo = disk.pressureLeft().map(Pressure::bytesAboveLow).orElse(0L);
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
        if ((long) removed * LOOKS_AT < planned) {
            return Optional.empty();
        }
        whyVain = disk.bytesAreRelieved() ? inodesAreNotFreed(removed) : bytesAreFreedElsewhere(removed);
        return whyVain.map(why -> vain);
    }

    /** Why it was no use to go on, as a sentence; empty if that was not seen. */
    public Optional<String> whyVain() {
        return whyVain;
    }

    private Optional<String> inodesAreNotFreed(int removed) {
        long freed = Math.max(0, inodesBefore - disk.inodesUsed());
        if (inodesToGo <= 0 || freed * planned * HOPE >= inodesToGo * removed) {
            return Optional.empty();
        }
        return Optional.of("%d inodes must go, and %d of %d removals have freed %d: they are not the engine's"
                .formatted(inodesToGo, removed, planned, freed));
    }

    private Optional<String> bytesAreFreedElsewhere(int removed) {
        Map<Path, Long> used = usedBytes();
        Map<Path, Long> freed = folders.stream()
                .filter(folder -> usedBefore.containsKey(folder) && used.containsKey(folder))
                .collect(Collectors.toMap(
                        folder -> folder, folder -> Math.max(0, usedBefore.get(folder) - used.get(folder)), Math::max));
        long here = disk.folders().stream()
                .mapToLong(folder -> freed.getOrDefault(folder, 0L))
                .sum();
        return freed.entrySet().stream()
                .filter(other -> other.getValue() > ELSEWHERE * here && other.getValue() > bytesToGo / ELSEWHERE)
                .findFirst()
                .map(other ->
                        "%s must go from %s, and %d of %d removals have freed %s there and %s in %s, where the images are"
                                .formatted(
                                        ByteSize.text(bytesToGo),
                                        disk.folders().getFirst(),
                                        removed,
                                        planned,
                                        ByteSize.text(here),
                                        ByteSize.text(other.getValue()),
                                        other.getKey()));
    }

    private Map<Path, Long> usedBytes() {
        return FileSystemUsage.ofAll(folders).stream()
                .collect(Collectors.toMap(FileSystemUsage::path, FileSystemUsage::usedBytes, Math::max));
    }
}
