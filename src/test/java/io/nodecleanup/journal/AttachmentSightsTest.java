package io.nodecleanup.journal;

import static io.nodecleanup.journal.Events.at;
import static io.nodecleanup.journal.Events.event;
import static io.nodecleanup.prune.Attachments.network;
import static io.nodecleanup.prune.Attachments.volume;
import static io.nodecleanup.prune.Things.inventory;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a journal first saw volumes and networks. */
class AttachmentSightsTest {
    @Test
    void shouldTellThePlanWhenItFirstSawVolumesAndNetworks() {
        // Given
        Volume data = volume("data");
        Volume later = volume("later");
        Network net = network("net");
        JournalState state = JournalState.EMPTY.withAttachments(List.of(data), List.of(net), at(1));
        // When
        JournalState again = state.withAttachments(List.of(data, later), List.of(net), at(2));
        // Then
        assertThat(KnownUses.of(again, inventory(data, later, net)).firstSeen())
                .isEqualTo(Map.of("data", at(1), "later", at(2), net.id(), at(1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSeeAVolumeForTheFirstTimeWhenOneOfItsNameWasThereBefore(boolean heard) {
        // Given
        Volume data = volume("data");
        JournalState state = JournalState.EMPTY.withAttachments(List.of(data), List.of(), at(1));
        JournalState gone = heard
                ? state.with(event(2, "volume", "destroy", "data", Map.of()))
                : state.withAttachments(List.of(), List.of(), at(2));
        // When
        JournalState anew = gone.withAttachments(List.of(data), List.of(), at(3));
        // Then
        assertThat(anew.attachmentSights().volumes()).isEqualTo(Map.of("data", at(3)));
    }

    @Test
    void shouldCountTheFirstEventAsFirstSightWhenALookComesLater() {
        // Given
        Network net = network("net");
        JournalState heard = JournalState.EMPTY
                .with(event(1, "volume", "create", "data", Map.of()))
                .with(event(2, "volume", "mount", "data", Map.of()))
                .with(event(3, "network", "create", net.id(), Map.of()));
        // When
        JournalState looked = heard.withAttachments(List.of(volume("data")), List.of(net), at(9));
        // Then
        assertThat(looked.attachmentSights())
                .isEqualTo(new AttachmentSights(Map.of("data", at(1)), Map.of(net.id(), at(3))));
    }

    @Test
    void shouldForgetTheFirstSightOfANetworkWhenItIsGone() {
        // Given
        Network net = network("net");
        JournalState state = JournalState.EMPTY.withAttachments(List.of(), List.of(net), at(1));
        // When
        JournalState gone = state.with(event(2, "network", "destroy", net.id(), Map.of()));
        // Then
        assertThat(gone.attachmentSights()).isEqualTo(AttachmentSights.NONE);
    }

    @Test
    void shouldKeepTheFirstSightsItHasWhenThereAreMoreVolumesThanItRemembers() {
        // Given
        List<Volume> many = IntStream.range(0, Times.MOST)
                .mapToObj(i -> volume("v" + i))
                .collect(Collectors.toCollection(ArrayList::new));
        JournalState state = JournalState.EMPTY.withAttachments(many, List.of(), at(1));
        many.addFirst(volume("more"));
        // When
        JournalState again = state.withAttachments(many, List.of(), at(2));
        // Then
        assertThat(again).isEqualTo(state);
    }
}
