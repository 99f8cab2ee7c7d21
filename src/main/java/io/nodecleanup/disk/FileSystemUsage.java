package io.nodecleanup.disk;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How full a file system is, by {@code statvfs}: the JDK tells bytes but no inodes.
 *
 * @param sizeBytes bytes in use and bytes free for everyone: without what is reserved for root, as {@code df} counts its percentage
 * @param inodes 0 on file systems that have no fixed number of them
 */
public record FileSystemUsage(Path path, long sizeBytes, long usedBytes, long inodes, long inodesUsed) {
    /** Of {@code struct statvfs} on 64-bit Linux with glibc, x86-64 and arm64 alike: 112 bytes (measured). */
    private static final long STRUCT_BYTES = 112;

    private static final long F_FRSIZE = 8;
    private static final long F_BLOCKS = 16;
    private static final long F_BFREE = 24;
    private static final long F_BAVAIL = 32;
    private static final long F_FILES = 40;
    private static final long F_FFREE = 48;

    private static final MethodHandle STATVFS = statvfs();

    /** The file systems of those of the folders that exist; one with two of the folders is there twice. */
    public static List<FileSystemUsage> ofAll(List<Path> folders) {
        return folders.stream()
                .filter(Files::isDirectory)
                .map(FileSystemUsage::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The fullest of the file systems of those of the folders that exist. */
    public static Optional<FileSystemUsage> fullest(List<Path> folders) {
        return fullestOf(ofAll(folders));
    }

    static Optional<FileSystemUsage> fullestOf(List<FileSystemUsage> disks) {
        return disks.stream().max(Comparator.comparingDouble(FileSystemUsage::usedFraction));
    }

    /** Empty if the file system cannot be asked (the folder went, or its mount is broken). */
    public static Optional<FileSystemUsage> of(Path folder) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(STRUCT_BYTES, 8);
            int failed = (int) STATVFS.invokeExact(arena.allocateFrom(folder.toString()), struct);
            if (failed != 0) {
                return Optional.empty();
            }
            long block = struct.get(ValueLayout.JAVA_LONG, F_FRSIZE);
            long used = struct.get(ValueLayout.JAVA_LONG, F_BLOCKS) - struct.get(ValueLayout.JAVA_LONG, F_BFREE);
            long files = struct.get(ValueLayout.JAVA_LONG, F_FILES);
            return Optional.of(new FileSystemUsage(
                    folder,
                    (used + struct.get(ValueLayout.JAVA_LONG, F_BAVAIL)) * block,
                    used * block,
                    files,
                    files - struct.get(ValueLayout.JAVA_LONG, F_FFREE)));
        } catch (Throwable e) {
            // A method handle's invokeExact declares Throwable; statvfs itself throws nothing.
            throw new IllegalStateException("statvfs of " + folder + " failed", e);
        }
    }

    @SuppressWarnings("restricted") // The one native call; the image allows it with --enable-native-access.
    private static MethodHandle statvfs() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("statvfs").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    }

    /** From 0 to 1: of bytes or of inodes, whichever is fuller. */
    public double usedFraction() {
        double bytes = sizeBytes == 0 ? 0 : (double) usedBytes / sizeBytes;
        double files = inodes == 0 ? 0 : (double) inodesUsed / inodes;
        return Math.max(bytes, files);
    }
}
