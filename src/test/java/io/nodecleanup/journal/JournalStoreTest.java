package io.nodecleanup.journal;

import static io.nodecleanup.journal.Events.at;
import static io.nodecleanup.journal.Events.container;
import static io.nodecleanup.journal.Events.image;
import static io.nodecleanup.prune.Attachments.network;
import static io.nodecleanup.prune.Attachments.volume;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodecleanup.prune.BaseUses;
import io.nodecleanup.prune.Touches;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalStoreTest {
    private static final String ENGINE = "GI2A:4LPV:../x";
    private static final String FILE = "usage-GI2A_4LPV____x.json";
    private static final Instant NOW = at(1_000);
    private static final JournalState STATE = JournalState.EMPTY
            .with(image(1, "tag", "sha256:aaa", "app:1"))
            .with(container(2, "create", "c1", "app:1"))
            .withImages(List.of(image("aaa", "app:1"), image("bbb")), at(3))
            .withBuildCache(List.of(record("one"), record("two", "one")))
            .withBuildCachePruned(
                    List.of(record("one")), new Touches(Map.of("one", new Touches.Touch(at(3), at(2)))), BaseUses.NONE)
            .withAttachments(List.of(volume("data")), List.of(network("net")), at(3))
            .withGap(at(4));

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatWasWrittenWhenAskedForTheSameEngine() throws IOException {
        // Given
        store().write(ENGINE, STATE);
        // When
        JournalState read = store().read(ENGINE, true);
        // Then
        assertThat(read).isEqualTo(STATE);
        assertThat(files()).containsExactly(FILE);
    }

    @Test
    void shouldReadAJournalWhenItWasWrittenBeforeFirstSightsOfVolumesWere() throws IOException {
        // Given
        store().write(ENGINE, STATE);
        var json = new ObjectMapper();
        JsonNode written = json.readTree(folder.resolve(FILE).toFile());
        ((ObjectNode) written.path("state")).remove("attachmentSights");
        json.writeValue(folder.resolve(FILE).toFile(), written);
        // When
        JournalState read = store().read(ENGINE, true);
        // Then
        assertThat(read.images()).isEqualTo(STATE.images());
        assertThat(read.gapEnd()).isEqualTo(at(4));
        assertThat(read.attachmentSights()).isEqualTo(AttachmentSights.NONE);
    }

    @Test
    void shouldBeginWhenNothingWasWritten() {
        // Given
        Path none = folder.resolve("none");
        // When
        JournalState read = new JournalStore(none, Clock.systemUTC()).read(ENGINE, true);
        // Then
        assertThat(read).isEqualTo(JournalState.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"version\":1,\"engineId\":\"GI2A:4LPV:../x\",\"state\":{\"lastEventNano\":12",
                "{\"version\":1,\"engineId\":\"GI2A:4LPV:../x\",\"state\":{}}",
                "{\"version\":1,\"engineId\":\"GI2A:4LPV:../x\"}",
                "{\"version\":2,\"engineId\":\"GI2A:4LPV:../x\",\"uses\":[]}",
                "{\"engineId\":\"GI2A:4LPV:../x\"}",
                "\0\0\0\0\0\0\0\0"
            })
    void shouldSetFileAsideAndCountUseOfAllWhenItCannotBeRead(String content) throws IOException {
        // Given
        Files.writeString(folder.resolve(FILE), content);
        // When
        JournalState read = store().read(ENGINE, true);
        // Then
        assertThat(read).isEqualTo(JournalState.EMPTY.withGap(NOW));
        assertThat(files()).containsExactly(FILE + ".torn-20261124-121640-000");
        assertThat(folder.resolve(FILE + ".torn-20261124-121640-000")).hasContent(content);
    }

    @Test
    void shouldTouchNothingWhenItIsOnlyPeekedAt() throws IOException {
        // Given
        Path none = folder.resolve("none");
        Optional<JournalState> nothing = new JournalStore(none, Clock.systemUTC()).peek(ENGINE);
        store().write(ENGINE, STATE);
        Optional<JournalState> written = store().peek(ENGINE);
        Files.writeString(folder.resolve(FILE), "torn");
        // When
        Optional<JournalState> torn = store().peek(ENGINE);
        // Then
        assertThat(nothing).isEmpty();
        assertThat(none).doesNotExist();
        assertThat(written).contains(STATE);
        assertThat(torn).contains(JournalState.EMPTY.withGap(NOW));
        assertThat(files()).containsExactly(FILE);
        assertThat(folder.resolve(FILE)).hasContent("torn");
    }

    @Test
    void shouldSetFileAsideWhenItIsOfAnotherEngine() throws IOException {
        // Given
        store().write("GI2A:4LPV:.._x", STATE);
        // When
        JournalState read = store().read(ENGINE, true);
        // Then
        assertThat(read).isEqualTo(JournalState.EMPTY.withGap(NOW));
    }

    @Test
    void shouldLeaveTheFileAloneWhenItIsOfNewerVersionAndAnotherAgentWritesIt() throws IOException {
        // Given
        Files.writeString(folder.resolve(FILE), "{\"version\":2}");
        // When
        JournalState read = store().read(ENGINE, false);
        // Then
        assertThat(read).isEqualTo(JournalState.EMPTY.withGap(NOW));
        assertThat(files()).containsExactly(FILE);
    }

    @Test
    void shouldKeepThreeOfThoseAsideWhenThereAreMore() throws IOException {
        // Given
        for (int second = 0; second < 5; second++) {
            Files.writeString(folder.resolve(FILE), "torn");
            new JournalStore(folder, Clock.fixed(at(second), ZoneOffset.UTC)).read(ENGINE, true);
        }
        // When
        List<String> left = files();
        // Then
        assertThat(left)
                .containsExactly(
                        FILE + ".torn-20261124-120002-000",
                        FILE + ".torn-20261124-120003-000",
                        FILE + ".torn-20261124-120004-000");
    }

    @Test
    void shouldKeepTheOldFileWhenTheNewOneCannotBeWritten() throws IOException {
        // Given
        store().write(ENGINE, STATE);
        Files.createDirectories(folder.resolve(FILE + ".next").resolve("in the way"));
        // When
        Throwable failure = catchThrowable(() -> store().write(ENGINE, JournalState.EMPTY));
        // Then
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(store().read(ENGINE, true)).isEqualTo(STATE);
    }

    @Test
    void shouldGiveTheRightToWriteToOneWhenTwoAskForIt() throws IOException {
        // Given
        FileLock first = store().lock(ENGINE).orElseThrow();
        // When
        Optional<FileLock> second = store().lock(ENGINE);
        // Then
        assertThat(second).isEmpty();
        first.acquiredBy().close();
        FileLock third = store().lock(ENGINE).orElseThrow();
        third.acquiredBy().close();
    }

    private JournalStore store() {
        return new JournalStore(folder, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
