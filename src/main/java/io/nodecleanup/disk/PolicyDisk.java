package io.nodecleanup.disk;

import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.policy.DiskPressure;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.prune.Pressure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The fullest of the file systems that a policy looks at, as it is when asked. */
public record PolicyDisk(Policy policy) {
    /** Empty if none of its paths is there. */
    public Optional<Long> freeBytes() {
        return fullest().map(disk -> disk.sizeBytes() - disk.usedBytes());
    }

    /** Empty if none of its paths is there. */
    public Optional<Long> usedBytes() {
        return fullest().map(FileSystemUsage::usedBytes);
    }

    /** What must go for want of space; empty below the high mark, without marks, or where none of the policy's paths is there. */
    public Optional<Pressure> pressure() {
        return measured((marks, disk) -> marks.of(disk.sizeBytes(), disk.usedBytes(), disk.inodes(), disk.inodesUsed()))
                .flatMap(Function.identity());
    }

    /** What must still go when a run has begun to relieve it; empty below the low mark, without marks, or where none of the paths is there. */
    public Optional<Pressure> pressureLeft() {
        return measured((marks, disk) ->
                        marks.left(disk.sizeBytes(), disk.usedBytes(), disk.inodes(), disk.inodesUsed()))
                .flatMap(Function.identity());
    }

    /** Whether it is below the policy's low mark. */
    public boolean isRelieved() {
        return measured((marks, disk) ->
                        marks.isRelieved(disk.sizeBytes(), disk.usedBytes(), disk.inodes(), disk.inodesUsed()))
                .orElse(false);
    }

    /**
     * Whether an engine keeps its data there. If not, a full disk is not the engine's, or an empty one not the one that fills.
     *
     * @param engineRoot the engine's data folder, as it names it
     */
    public boolean isOf(Path engineRoot) {
        return policy.diskPaths().stream().anyMatch(engineRoot::startsWith);
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

    private Optional<FileSystemUsage> fullest() {
        return FileSystemUsage.fullest(policy.diskPaths());
    }
}
