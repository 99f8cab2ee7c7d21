package io.nodecleanup.disk;

import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.policy.DiskPressure;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.prune.Pressure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The fullest of the file systems that a policy looks at and the engine keeps data on, as it is when asked. Another may be as full as it
 * likes: nothing that goes here would relieve it.
 *
 * @param folders those of the policy's {@code diskPaths} that count; empty if the engine keeps its data in none
 */
public record PolicyDisk(Policy policy, List<Path> folders) {
    private static final String CONTAINERD = "containerd";

    public PolicyDisk {
        folders = List.copyOf(folders);
    }

    /**
     * With a graph driver all of an engine's data is in its data folder. With the containerd store images are where containerd keeps them,
     * which no engine tells; but in the data folder if the engine has started it.
     *
     * @param engineRoot the engine's data folder, as it names it
     * @param imageStore {@code containerd}, or the graph driver
     */
    public static PolicyDisk of(Policy policy, String engineRoot, String imageStore) {
        Path root = Path.of(engineRoot);
        boolean elsewhereToo = imagesAreElsewhere(root, imageStore);
        List<Path> holdRoot =
                policy.diskPaths().stream().filter(root::startsWith).toList();
        return new PolicyDisk(policy, elsewhereToo && !holdRoot.isEmpty() ? policy.diskPaths() : holdRoot);
    }

    /** Whether images are kept outside of the engine's data folder: where a containerd has them that the engine did not start. */
    public static boolean imagesAreElsewhere(Path engineRoot, String imageStore) {
        return imageStore.equals(CONTAINERD) && !Files.exists(engineRoot.resolve(CONTAINERD));
    }

    /** Empty if none of its paths is there. */
    public Optional<Long> freeBytes() {
        return fullest().map(disk -> disk.sizeBytes() - disk.usedBytes());
    }

    /** Empty if none of its paths is there. */
    public Optional<Long> usedBytes() {
        return fullest().map(FileSystemUsage::usedBytes);
    }

    /** What must go for want of space; empty below the high mark, without marks, or where none of its folders is there. */
    public Optional<Pressure> pressure() {
        return measured(PolicyDisk::pressure).flatMap(Function.identity());
    }

    /** What must still go when a run has begun to relieve it; empty below the low mark, without marks, or where none of the paths is there. */
    public Optional<Pressure> pressureLeft() {
        return measured((marks, disk) ->
                        marks.left(disk.sizeBytes(), disk.usedBytes(), disk.inodes(), disk.inodesUsed()))
                .flatMap(Function.identity());
    }

    /** 0 where none of its folders is there. */
    long inodesUsed() {
        return fullest().map(FileSystemUsage::inodesUsed).orElse(0L);
    }

    /** Whether there are free bytes enough, whatever the inodes. */
    boolean bytesAreRelieved() {
        return measured((marks, disk) -> marks.bytesAreRelieved(disk.sizeBytes(), disk.usedBytes()))
                .orElse(false);
    }

    /** How many inodes must go at least; 0 or less where they do not ask, without marks, or where none of its folders is there. */
    long inodesToGo() {
        return measured((marks, disk) -> marks.inodesToGo(disk.inodes(), disk.inodesUsed()))
                .orElse(0L);
    }

    /** Whether it is below the policy's low mark. */
    public boolean isRelieved() {
        return measured((marks, disk) ->
                        marks.isRelieved(disk.sizeBytes(), disk.usedBytes(), disk.inodes(), disk.inodesUsed()))
                .orElse(false);
    }

    /**
     * Why none of the policy's disks counts, as a sentence; empty if one does. Then a full disk is not the engine's, or an empty one not the one
     * that fills.
     *
     * @param engineRoot the engine's data folder, as it names it
     */
    public Optional<String> whyElsewhere(String engineRoot) {
        return folders.isEmpty()
                ? Optional.of("the engine keeps its data in %s, which is in none of engine.diskPaths %s"
                        .formatted(engineRoot, policy.diskPaths()))
                : Optional.empty();
    }

    /** How full it is and the marks, for people; empty without marks, or where none of the policy's paths is there. */
    public Optional<String> text() {
        return measured(PolicyDisk::text);
    }

    /** Empty without marks, or where none of the policy's paths is there. */
    private <T> Optional<T> measured(BiFunction<DiskPressure, FileSystemUsage, T> question) {
        return policy.diskPressure().flatMap(marks -> fullest().map(disk -> question.apply(marks, disk)));
    }

    private static String text(DiskPressure marks, FileSystemUsage disk) {
        return "%s: %s of %s used, %d of %d inodes; high %d %%, low %d %%%s"
                .formatted(
                        disk.path(),
                        ByteSize.text(disk.usedBytes()),
                        ByteSize.text(disk.sizeBytes()),
                        disk.inodesUsed(),
                        disk.inodes(),
                        marks.highPercent(),
                        marks.lowPercent(),
                        marks.minFreeBytes()
                                .map(bytes -> ", at least " + ByteSize.text(bytes) + " free")
                                .orElse(""));
    }

    /**
     * One that is above the policy's marks before any that is not: a small disk may lack {@code minFree} while a larger one is fuller. Empty if
     * none of its folders is there.
     */
    public Optional<FileSystemUsage> fullest() {
        List<FileSystemUsage> disks = FileSystemUsage.ofAll(folders);
        List<FileSystemUsage> tooFull = disks.stream()
                .filter(disk -> policy.diskPressure()
                        .flatMap(marks -> pressure(marks, disk))
                        .isPresent())
                .toList();
        return FileSystemUsage.fullestOf(tooFull).or(() -> FileSystemUsage.fullestOf(disks));
    }

    /** The disk that is the fullest now, and only that one from now on. */
    public PolicyDisk fullestAlone() {
        return new PolicyDisk(
                policy, fullest().map(FileSystemUsage::path).stream().toList());
    }

    private static Optional<Pressure> pressure(DiskPressure marks, FileSystemUsage disk) {
        return marks.of(disk.sizeBytes(), disk.usedBytes(), disk.inodes(), disk.inodesUsed());
    }
}
