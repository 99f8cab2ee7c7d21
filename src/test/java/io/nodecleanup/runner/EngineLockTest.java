package io.nodecleanup.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLockTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNotBeHadTwiceAndTellWhoHasItWhenAnotherTakesIt() throws IOException {
        try (EngineLock first = EngineLock.take(folder, "id", "policy first").orElseThrow()) {
            // When
            Optional<EngineLock> second = EngineLock.take(folder, "id", "policy second");
            // Then
            assertThat(first).isNotNull();
            assertThat(second).isEmpty();
            assertThat(EngineLock.holder(folder, "id")).isEqualTo("policy first");
        }
    }

    @Test
    void shouldBeFreeAndTellTheNewHolderWhenClosedAndTakenAgain() throws IOException {
        // Given
        EngineLock.take(folder, "id", "policy with a long name").orElseThrow().close();
        // When
        try (EngineLock again = EngineLock.take(folder, "id", "policy").orElseThrow()) {
            // Then
            assertThat(again).isNotNull();
            assertThat(EngineLock.holder(folder, "id")).isEqualTo("policy");
        }
    }

    @Test
    void shouldBeHadByBothWhenTheEnginesAreTwo() throws IOException {
        try (EngineLock first = EngineLock.take(folder, "one", "policy").orElseThrow()) {
            // When
            Optional<EngineLock> second = EngineLock.take(folder, "two", "policy");
            // Then
            assertThat(first).isNotNull();
            assertThat(second).isPresent();
            second.get().close();
        }
    }

    @Test
    void shouldStayInItsFolderAndBoundTheHolderWhenTheEngineTellsAnOddId() throws IOException {
        // Given
        String id = "../../GI2A:4LPV";
        // When
        try (EngineLock lock = EngineLock.take(folder, id, "x".repeat(10_000)).orElseThrow()) {
            // Then
            assertThat(lock).isNotNull();
            assertThat(folder).isDirectoryContaining("glob:**/run-*GI2A_4LPV.lock");
            assertThat(EngineLock.holder(folder, id)).hasSizeLessThanOrEqualTo(256);
        }
    }

    @Test
    void shouldBeHadByOneAndFreeAfterwardsWhenTheDiskIsTooFullForTheHolder() throws IOException {
        // Given
        Files.createSymbolicLink(folder.resolve("run-id.lock"), Path.of("/dev/full"));
        // When
        EngineLock lock = EngineLock.take(folder, "id", "policy").orElseThrow();
        // Then
        assertThat(EngineLock.take(folder, "id", "policy second")).isEmpty();
        lock.close();
        EngineLock.take(folder, "id", "policy second").orElseThrow().close();
    }
}
