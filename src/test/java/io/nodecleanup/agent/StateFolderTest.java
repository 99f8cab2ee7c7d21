package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeMadeAndLeftEmptyWhenNotThere() {
        // Given
        Path state = folder.resolve("lib/node-cleanup");
        // When
        Optional<String> problem = new StateFolder(state).problem();
        // Then
        assertThat(problem).isEmpty();
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void shouldSayWhyWhenItCannotBeWritten() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));
        // When
        Optional<String> problem = new StateFolder(file).problem();
        // Then
        assertThat(problem)
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("state folder " + file
                                + " cannot be written, nothing is remembered across restarts: "));
    }
}
