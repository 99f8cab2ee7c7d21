package io.nodecleanup.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.policy.WrittenPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the engines' tests, since it needs root: two file systems of 32 and 128 MiB. */
@Tag("engine")
class ReliefTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private Path small;
    private Path large;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        small = mounted("small", 32);
        large = mounted("large", 128);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", small.toString());
        run("umount", large.toString());
    }

    @Test
    void shouldGiveUpWhenWhatGoesIsOnAnotherDisk() throws IOException {
        // Given
        file(small.resolve("logs"), 28);
        file(large.resolve("image"), 60);
        var relief = new Relief(disks("highPercent: 80, lowPercent: 50"), 4);
        Files.delete(large.resolve("image"));
        // When
        Optional<String> end = relief.end(1, "done", "vain");
        // Then
        assertThat(end).contains("vain");
        assertThat(relief.whyVain())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("1 of 4 removals have freed 0 B there and 63 MB in " + large));
    }

    @Test
    void shouldGoOnWhenBuildsFillTheDiskMeanwhile() throws IOException {
        // Given
        file(small.resolve("image"), 14);
        file(small.resolve("others"), 14);
        var relief = new Relief(disks("highPercent: 80, lowPercent: 50"), 4);
        Files.delete(small.resolve("image"));
        file(small.resolve("build"), 14);
        // When
        Optional<String> end = relief.end(1, "done", "vain");
        // Then
        assertThat(end).isEmpty();
    }

    @Test
    void shouldStayWithItsDiskWhenAnotherIsFullerMeanwhile() throws IOException {
        // Given
        file(small.resolve("image"), 28);
        var relief = new Relief(disks("highPercent: 80, lowPercent: 50"), 4);
        Files.delete(small.resolve("image"));
        file(large.resolve("others"), 120);
        // When
        Optional<String> end = relief.end(1, "done", "vain");
        // Then
        assertThat(end).contains("done");
    }

    @Test
    void shouldCountTheDiskThatLacksFreeBytesWhenALargerOneIsFuller() throws IOException {
        // Given
        file(small.resolve("image"), 16);
        file(large.resolve("others"), 80);
        var disks = disks("highPercent: 90, minFree: 24Mi");
        // When
        Optional<Path> fullest = disks.fullest().map(FileSystemUsage::path);
        // Then
        assertThat(fullest).contains(small);
    }

    /** As where the engine has its data in one, and a containerd of its own the images in the other. */
    private PolicyDisk disks(String marks) {
        var policy = WrittenPolicy.policy("""
                nodeSelector: {}
                engine: {diskPaths: ['%s', '%s']}
                diskPressure: {%s}
                """.formatted(small, large, marks));
        return PolicyDisk.of(policy, small.toString(), "containerd");
    }

    private Path mounted(String name, int mebibytes) throws IOException, InterruptedException {
        Path mount = Files.createDirectory(folder.resolve(name));
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", mount.toString());
        return mount;
    }

    private static void file(Path file, int mebibytes) throws IOException {
        Files.write(file, new byte[mebibytes * MIB]);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
