package io.nodecleanup.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSystemUsageTest {
    @Test
    void shouldAgreeWithTheJdkWhenAskedForBytes() throws IOException {
        // Given
        Path folder = Path.of("target").toAbsolutePath();
        FileStore store = Files.getFileStore(folder);
        // When
        FileSystemUsage usage = FileSystemUsage.of(folder).orElseThrow();
        // Then
        long used = store.getTotalSpace() - store.getUnallocatedSpace();
        assertThat(usage.usedBytes()).isCloseTo(used, withinPercentage(1));
        assertThat(usage.sizeBytes()).isCloseTo(used + store.getUsableSpace(), withinPercentage(1));
        assertThat(usage.usedFraction()).isBetween(0.0, 1.0);
        assertThat(usage.inodesUsed()).isBetween(0L, usage.inodes());
    }

    @Test
    void shouldPassOverFoldersThatAreNotThereWhenLookingForTheFullest() {
        // Given
        List<Path> folders = List.of(Path.of("/no/such/folder"), Path.of("/"));
        // When
        var fullest = FileSystemUsage.fullest(folders);
        // Then
        assertThat(fullest).map(FileSystemUsage::path).contains(Path.of("/"));
    }
}
