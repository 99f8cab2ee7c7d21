package io.nodecleanup.journal;

import static io.nodecleanup.journal.Events.at;
import static io.nodecleanup.journal.Events.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the engines' tests, since it needs root: a file system of 64 KB. */
@Tag("engine")
class FullDiskTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", folder.toString());
    }

    @Test
    void shouldKeepTheOldFileWhenTheDiskIsFull() throws IOException {
        // Given
        var store = new JournalStore(folder, Clock.systemUTC());
        JournalState small = JournalState.EMPTY.with(image(1, "load", "sha256:aaa", "app:1"));
        store.write("engine", small);
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            names.put("registry.example.com/app:" + i, "sha256:" + i);
        }
        var draft = new StateDraft(small);
        draft.names = names;
        // When
        Throwable failure = catchThrowable(() -> store.write("engine", draft.state()));
        // Then
        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("No space left");
        assertThat(store.read("engine", true).images()).isEqualTo(Map.of("sha256:aaa", at(1)));
        store.write("engine", small.withGap(at(2)));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
