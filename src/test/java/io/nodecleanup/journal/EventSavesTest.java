package io.nodecleanup.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.EngineEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSavesTest {
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private JournalStore store;
    private JournalKeeper keeper;
    private Thread thread;
    private long last;

    @BeforeEach
    void claim() {
        store = new JournalStore(folder, Clock.systemUTC());
        keeper = new JournalKeeper(store);
        keeper.claim("e1");
    }

    @AfterEach
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
        keeper.close();
    }

    @Test
    void shouldWriteWhenAHundredEventsHaveCome() {
        // Given
        EventSaves saves = saves(LONG);
        // When
        hear(saves, EventSaves.AFTER);
        // Then
        await().until(() -> written() == EventSaves.AFTER);
    }

    @Test
    void shouldNotWriteWhenFewerHaveCome() {
        // Given
        EventSaves saves = saves(LONG);
        // When
        hear(saves, EventSaves.AFTER - 1);
        // Then
        await().during(A_MOMENT).until(() -> written() == 0);
    }

    @Test
    void shouldNotWriteAgainBeforeThePauseIsOver() {
        // Given
        EventSaves saves = saves(LONG);
        hear(saves, EventSaves.AFTER);
        await().until(() -> written() == EventSaves.AFTER);
        // When
        hear(saves, 1_000);
        // Then
        await().during(A_MOMENT).until(() -> written() == EventSaves.AFTER);
    }

    @Test
    void shouldWriteWhatCameMeanwhileWhenThePauseIsOver() {
        // Given
        EventSaves saves = saves(A_MOMENT);
        hear(saves, EventSaves.AFTER);
        await().until(() -> written() == EventSaves.AFTER);
        // When
        hear(saves, EventSaves.AFTER);
        // Then
        await().until(() -> written() == 2 * EventSaves.AFTER);
        assertThat(keeper.unsavedEvents()).isZero();
    }

    private EventSaves saves(Duration pause) {
        EventSaves saves = new EventSaves(keeper, pause);
        thread = Thread.ofVirtual().start(saves);
        return saves;
    }

    private void hear(EventSaves saves, int events) {
        for (int i = 0; i < events; i++) {
            last++;
            keeper.heard(new EngineEvent(last, "container", "kill", "c1", Map.of()));
            saves.heard();
        }
    }

    /** The last event that another agent would read of. */
    private long written() {
        return store.peek("e1").map(JournalState::lastEventNano).orElse(0L);
    }
}
