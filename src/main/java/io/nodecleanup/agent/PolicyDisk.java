package io.nodecleanup.agent;

import io.nodecleanup.disk.FileSystemUsage;
import io.nodecleanup.policy.Policy;
import java.util.Optional;

/** The fullest of the file systems that a policy looks at, as it is when asked. */
record PolicyDisk(Policy policy) {
    /** Empty if none of its paths is there. */
    Optional<Long> freeBytes() {
        return fullest().map(disk -> disk.sizeBytes() - disk.usedBytes());
    }

    /** Empty if none of its paths is there. */
    Optional<Long> usedBytes() {
        return fullest().map(FileSystemUsage::usedBytes);
    }

    /** Whether it is below the policy's low mark. */
    boolean isRelieved() {
        return fullest()
                .filter(disk -> policy.diskPressure().stream()
                        .anyMatch(marks ->
                                marks.isRelieved(disk.sizeBytes(), disk.usedBytes(), disk.inodes(), disk.inodesUsed())))
                .isPresent();
    }

    private Optional<FileSystemUsage> fullest() {
        return FileSystemUsage.fullest(policy.diskPaths());
    }
}
