package io.nodecleanup.journal;

import static io.nodecleanup.journal.Events.at;
import static io.nodecleanup.journal.Events.container;
import static io.nodecleanup.journal.Events.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.EngineActivity;
import io.nodecleanup.engine.EngineEvent;
import io.nodecleanup.journal.Replay.Before;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayTest {
    private static final Instant NOW = at(10_000);
    private static final EngineEvent HEARD = image(1, "load", "sha256:aaa", "app:1");
    private static final EngineEvent NEWER = image(2, "load", "sha256:bbb", "app:2");
    private static final JournalState STATE = JournalState.EMPTY.with(HEARD);

    @ParameterizedTest
    @EnumSource(Before.class)
    void shouldMissNothingWhenTheLastEventHeardIsAmongThem(Before before) {
        // Given
        List<EngineEvent> recent = List.of(HEARD, NEWER);
        // When
        JournalState state = fold(recent, before);
        // Then
        assertThat(state.eventsWereMissed()).isFalse();
        assertThat(state.images()).isEqualTo(Map.of("sha256:aaa", at(1), "sha256:bbb", at(2)));
        assertThat(state.lastEventNano()).isEqualTo(NEWER.timeNano());
    }

    @ParameterizedTest
    @EnumSource(Before.class)
    void shouldHaveMissedSomeWhenTheEngineRemembersItsMostWithoutTheLastHeard(Before before) {
        // Given
        List<EngineEvent> recent = probes(EngineActivity.EVENTS_REMEMBERED);
        // When
        JournalState state = fold(recent, before);
        // Then
        assertThat(state.gapEnd()).isEqualTo(NOW);
        assertThat(state.lastEventNano()).isEqualTo(recent.getLast().timeNano());
    }

    @Test
    void shouldHaveMissedSomeWhenTheEngineRemembersNothingAndNobodyListened() {
        // Given
        List<EngineEvent> recent = List.of();
        // When
        JournalState state = fold(recent, Before.UNKNOWN);
        // Then
        assertThat(state.gapEnd()).isEqualTo(NOW);
    }

    @Test
    void shouldMissNothingWhenSomebodyListenedUntilTheEngineEnded() {
        // Given
        List<EngineEvent> recent = probes(EngineActivity.EVENTS_REMEMBERED - 1);
        // When
        JournalState state = fold(recent, Before.UNTIL_THE_ENGINE_ENDED);
        // Then
        assertThat(state.eventsWereMissed()).isFalse();
        assertThat(state.lastEventNano()).isEqualTo(recent.getLast().timeNano());
    }

    @Test
    void shouldMissNothingWhenTheEngineIsQuietAfterItsRestart() {
        // Given
        JournalState restarted = fold(List.of(), Before.UNTIL_THE_ENGINE_ENDED);
        // When
        JournalState state = Replay.fold(restarted, restarted.lastEventNano(), List.of(), Before.LISTENING, NOW);
        // Then
        assertThat(state.eventsWereMissed()).isFalse();
    }

    @Test
    void shouldMissNothingWhenTheJournalBegins() {
        // Given
        List<EngineEvent> recent = probes(EngineActivity.EVENTS_REMEMBERED);
        // When
        JournalState state = Replay.fold(JournalState.EMPTY, 0, recent, Before.UNKNOWN, NOW);
        // Then
        assertThat(state.eventsWereMissed()).isFalse();
    }

    private static JournalState fold(List<EngineEvent> recent, Before before) {
        return Replay.fold(STATE, STATE.lastEventNano(), recent, before, NOW);
    }

    private static List<EngineEvent> probes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> container(100 + i, "exec_start: /bin/true", "c1", "app:1"))
                .toList();
    }
}
