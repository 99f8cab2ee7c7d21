package io.nodecleanup.cli;

import io.nodecleanup.disk.FileSystemUsage;
import io.nodecleanup.disk.PolicyDisk;
import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.engine.EngineInfo;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file systems that an engine keeps its data on, if they are in reach: not where the engine is in a pod or a machine of its own.
 *
 * @param fileSystems each once; empty if none is in reach
 * @param whyNone why it is empty, for people
 */
record EngineDisks(List<FileSystemUsage> fileSystems, String whyNone) {
    /** Where a containerd that was there before the engine keeps images; one that the engine starts is in the engine's own folder. */
    private static final Path CONTAINERD = Path.of("/var/lib/containerd");

    EngineDisks {
        fileSystems = List.copyOf(fileSystems);
    }

    static EngineDisks of(EngineInfo info) {
        Path root = Path.of(info.rootDir());
        try {
            if (!isOf(info, root)) {
                return none(root, "it is not there, or another engine's");
            }
            List<Path> folders = new ArrayList<>(List.of(root));
            if (PolicyDisk.imagesAreElsewhere(root, info.imageStore())
                    && Files.isDirectory(CONTAINERD)
                    && !sameFileSystem(root, CONTAINERD)) {
                folders.add(CONTAINERD);
            }
            List<FileSystemUsage> usages = folders.stream()
                    .map(FileSystemUsage::of)
                    .flatMap(Optional::stream)
                    .toList();
            return new EngineDisks(usages, "");
        } catch (IOException e) {
            return none(root, String.valueOf(e));
        }
    }

    /** Bytes used there that the engine does not know of; empty if nothing is in reach. */
    Optional<Long> unaccountedBytes(DiskUsage known) {
        if (fileSystems.isEmpty()) {
            return Optional.empty();
        }
        long used = fileSystems.stream().mapToLong(FileSystemUsage::usedBytes).sum();
        return Optional.of(Math.max(0, used - known.totalBytes()));
    }

    /** An engine elsewhere may name a folder that there is here too. Engines before 23.0 leave no id in theirs. */
    private static boolean isOf(EngineInfo info, Path root) throws IOException {
        Path id = root.resolve("engine-id");
        return Files.exists(id)
                ? Files.readString(id).strip().equals(info.id())
                : Files.isDirectory(root.resolve("containers"));
    }

    private static boolean sameFileSystem(Path one, Path other) throws IOException {
        FileStore store = Files.getFileStore(one);
        return store.equals(Files.getFileStore(other));
    }

    private static EngineDisks none(Path root, String why) {
        return new EngineDisks(
                List.of(),
                "file systems: unknown, since the engine's folder " + root + " cannot be looked at from here: " + why);
    }
}
