package io.nodecleanup.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.WrittenPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDiskTest {
    @TempDir
    private Path folder;

    private Path docker;
    private Path containerd;
    private Policy policy;

    @BeforeEach
    void setUp() throws IOException {
        docker = Files.createDirectory(folder.resolve("docker"));
        containerd = Files.createDirectory(folder.resolve("containerd"));
        policy = WrittenPolicy.policy("""
                nodeSelector: {}
                engine: {diskPaths: ['%s', '%s']}
                diskPressure: {highPercent: 80}
                """.formatted(docker, containerd));
    }

    @Test
    void shouldCountTheDataFolderAloneWhenAGraphDriverHasItAll() {
        // When
        var disk = PolicyDisk.of(policy, docker.toString(), "overlay2");
        // Then
        assertThat(disk.folders()).containsExactly(docker);
    }

    @Test
    void shouldCountTheOthersTooWhenContainerdKeepsTheImagesElsewhere() {
        // When
        var disk = PolicyDisk.of(policy, docker.toString(), "containerd");
        // Then
        assertThat(disk.folders()).containsExactly(docker, containerd);
    }

    @Test
    void shouldCountTheDataFolderAloneWhenTheEngineHasStartedContainerdItself() throws IOException {
        // Given
        Files.createDirectory(docker.resolve("containerd"));
        // When
        var disk = PolicyDisk.of(policy, docker.toString(), "containerd");
        // Then
        assertThat(disk.folders()).containsExactly(docker);
    }

    @Test
    void shouldCountNoneWhenTheEngineKeepsItsDataElsewhere() {
        // When
        var disk = PolicyDisk.of(policy, "/data/docker", "containerd");
        // Then
        assertThat(disk.folders()).isEmpty();
        assertThat(disk.whyElsewhere("/data/docker"))
                .hasValueSatisfying(why -> assertThat(why).contains("/data/docker"));
    }
}
