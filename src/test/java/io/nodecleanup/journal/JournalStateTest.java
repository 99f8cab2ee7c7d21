package io.nodecleanup.journal;

import static io.nodecleanup.journal.Events.at;
import static io.nodecleanup.journal.Events.container;
import static io.nodecleanup.journal.Events.event;
import static io.nodecleanup.journal.Events.image;
import static io.nodecleanup.prune.Things.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.EngineEvent;
import io.nodecleanup.journal.JournalState.Waiting;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalStateTest {
    private static final String ID = "sha256:aaa";
    private static final String OTHER = "sha256:bbb";

    @Test
    void shouldWaitForTheImageWhenContainerIsNotKnown() {
        // Given
        EngineEvent event = container(1, "create", "c1", "app:1");
        // When
        JournalState state = JournalState.EMPTY.with(event);
        // Then
        assertThat(state.images()).isEmpty();
        assertThat(state.waiting()).containsExactly(Map.entry("c1", new Waiting("app:1", at(1))));
    }

    @Test
    void shouldCreditItsImagesWhenContainerIsResolved() {
        // Given
        JournalState state = after(container(1, "create", "c1", "app:1"), container(2, "start", "c1", "app:1"));
        // When
        JournalState resolved = state.withResolved("c1", Set.of(ID, OTHER));
        // Then
        assertThat(resolved.images()).isEqualTo(Map.of(ID, at(2), OTHER, at(2)));
        assertThat(resolved.waiting()).isEmpty();
    }

    @Test
    void shouldCreditTheSameImageWhenContainerEndsAfterItsTagMoved() {
        // Given
        JournalState state = after(container(1, "create", "c1", "app:1")).withResolved("c1", Set.of(ID));
        // When
        JournalState ended = after(state, image(2, "tag", OTHER, "app:1"), container(3, "die", "c1", "app:1"));
        // Then
        assertThat(ended.images()).isEqualTo(Map.of(ID, at(3), OTHER, at(2)));
    }

    @Test
    void shouldCreditWhatTheNameMeantWhenItIsKnown() {
        // Given
        JournalState state = after(image(1, "tag", ID, "docker.io/library/app:latest"));
        // When
        JournalState used = state.with(container(2, "create", "c1", "app"));
        // Then
        assertThat(used.images()).isEqualTo(Map.of(ID, at(2)));
    }

    @Test
    void shouldResolveByTheListOfImagesWhenNothingElseDid() {
        // Given
        JournalState state = after(image(1, "pull", "app:1", "app"));
        // When
        JournalState looked = state.withImages(List.of(image("aaa", "app:1")), at(60));
        // Then
        assertThat(looked.images()).isEqualTo(Map.of(ID, at(1)));
        assertThat(looked.waiting()).isEmpty();
    }

    @Test
    void shouldWaitNoLongerWhenNoImageHasTheNameForAnHour() {
        // Given
        JournalState state = after(image(1, "pull", "app:1", "app"));
        // When
        JournalState looked = state.withImages(List.of(), at(1).plus(JournalState.WAITS));
        // Then
        assertThat(looked.waiting()).isEmpty();
    }

    @Test
    void shouldChangeNothingWhenTheSameEventsComeAgain() {
        // Given
        EngineEvent[] events = {
            image(1, "tag", ID, "app:1"), container(2, "create", "c1", "app:1"), container(3, "die", "c1", "app:1")
        };
        JournalState once = after(events);
        // When
        JournalState twice = after(once, events);
        // Then
        assertThat(twice).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {"untag", "delete", "prune"})
    void shouldCountNoUseWhenImageIsTakenAway(String action) {
        // Given
        JournalState state = after(image(1, "load", ID, "app:1"));
        // When
        JournalState taken = state.with(image(2, action, ID, ID));
        // Then
        assertThat(taken.images()).isEqualTo(Map.of(ID, at(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "import", "tag", "save", "create"})
    void shouldCountUseWhenSomethingIsDoneWithImage(String action) {
        // Given
        EngineEvent event = image(1, action, ID, "app:1");
        // When
        JournalState state = JournalState.EMPTY.with(event);
        // Then
        assertThat(state.images()).isEqualTo(Map.of(ID, at(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"destroy", "exec_create: /bin/sh -c true", "health_status: healthy", "prune"})
    void shouldCountNoUseWhenContainerIsRemovedOrProbed(String action) {
        // Given
        JournalState state = after(container(1, "create", "c1", "app:1")).withResolved("c1", Set.of(ID));
        // When
        JournalState after = state.with(container(2, action, "c1", "app:1"));
        // Then
        assertThat(after.images()).isEqualTo(Map.of(ID, at(1)));
    }

    @Test
    void shouldCountUsesOfVolumesAndNetworksWhenContainersHaveThem() {
        // Given
        EngineEvent mount = event(1, "volume", "mount", "data", Map.of("container", "c1"));
        EngineEvent connect = event(2, "network", "connect", "n1", Map.of("name", "front"));
        EngineEvent gone = event(3, "volume", "destroy", "data", Map.of());
        // When
        JournalState state = after(mount, connect);
        // Then
        assertThat(state.volumes()).isEqualTo(Map.of("data", at(1)));
        assertThat(state.networks()).isEqualTo(Map.of("n1", at(2)));
        assertThat(state.with(gone).volumes()).isEmpty();
    }

    @Test
    void shouldCountUseOfAllWhenEventsWereMissed() {
        // Given
        JournalState state = after(image(1, "load", ID, "app:1"));
        var inventory = new Inventory(List.of(image("aaa"), image("bbb")), List.of(), List.of(), List.of(), List.of());
        // When
        Usage usage = KnownUses.of(state.withGap(at(9)), inventory);
        // Then
        assertThat(usage.images()).isEqualTo(Map.of(ID, at(9), OTHER, at(9)));
    }

    @Test
    void shouldForgetImageWhenItIsLongGone() {
        // Given
        JournalState state = after(image(1, "load", ID, "app:1"), image(100_000, "load", OTHER, "app:2"));
        // When
        JournalState looked =
                state.withImages(List.of(), at(1).plus(JournalState.REMEMBERED).plus(Duration.ofHours(2)));
        // Then
        assertThat(looked.images()).isEqualTo(Map.of(OTHER, at(100_000)));
    }

    @Test
    void shouldKnowNothingButTheLastUseOfImagesThatWereRemoved() {
        // Given
        JournalState state = after(image(1, "load", ID, "aaa:1"))
                .withImages(List.of(image("aaa", "aaa:1"), image("bbb", "bbb:1")), at(3));
        // When
        JournalState left = state.withoutImages(Set.of(ID));
        // Then
        assertThat(left.names()).containsValue(OTHER).doesNotContainValue(ID);
        assertThat(left.firstSeen()).containsOnlyKeys(OTHER);
        assertThat(left.imageHistory().known()).containsKey(OTHER).doesNotContainKey(ID);
        assertThat(left.images()).isEqualTo(Map.of(ID, at(1)));
    }

    @Test
    void shouldKeepTheFirstSightWhenImageIsSeenAgain() {
        // Given
        JournalState state = JournalState.EMPTY.withImages(List.of(image("aaa")), at(1));
        // When
        JournalState again = state.withImages(List.of(image("aaa"), image("bbb")), at(2));
        // Then
        assertThat(again.firstSeen()).isEqualTo(Map.of(ID, at(1), OTHER, at(2)));
    }

    private static JournalState after(EngineEvent... events) {
        return after(JournalState.EMPTY, events);
    }

    private static JournalState after(JournalState before, EngineEvent... events) {
        JournalState state = before;
        for (EngineEvent event : events) {
            state = state.with(event);
        }
        return state;
    }
}
