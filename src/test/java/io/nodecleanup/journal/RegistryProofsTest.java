package io.nodecleanup.journal;

import static io.nodecleanup.journal.Events.at;
import static io.nodecleanup.journal.Events.image;
import static io.nodecleanup.prune.Things.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Image;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryProofsTest {
    private static final String ID = "sha256:aaa";

    @ParameterizedTest
    @ValueSource(strings = {"pull", "push"})
    void shouldProveTheImageThatHasTheNameSinceBeforeTheEvent(String action) {
        // Given
        JournalState state = JournalState.EMPTY.with(image(2, action, "registry.example.com/app:1", "app"));
        // When
        JournalState looked = state.withImages(List.of(tagged("registry.example.com/app:1", at(1))), at(3));
        // Then
        assertThat(looked.registry().imageIds()).containsExactly(ID);
    }

    @Test
    void shouldForgetTheProofWhenImageIsRemoved() {
        // Given
        var proofs = new RegistryProofs(Map.of(), Map.of(ID, at(1), "sha256:bbb", at(2)));
        // When
        RegistryProofs left = proofs.without(Set.of(ID));
        // Then
        assertThat(left.imageIds()).containsExactly("sha256:bbb");
    }

    @Test
    void shouldProveNothingWhenAnImageGotTheNameSinceOrNobodyKnowsWhen() {
        // Given
        JournalState state = JournalState.EMPTY.with(image(2, "pull", "app", "app"));
        // When
        JournalState moved = state.withImages(List.of(tagged("app:latest", at(3))), at(4));
        JournalState unknown = state.withImages(List.of(tagged("app:latest", null)), at(4));
        // Then
        assertThat(moved.registry().imageIds()).isEmpty();
        assertThat(unknown.registry().imageIds()).isEmpty();
    }

    @Test
    void shouldProveByDigestWhateverTheNamesAre() {
        // Given
        String digest = "app@" + ID;
        JournalState state = JournalState.EMPTY.with(image(2, "pull", digest, "app"));
        // When
        JournalState looked = state.withImages(List.of(withDigest(digest)), at(4));
        // Then
        assertThat(looked.registry().imageIds()).containsExactly(ID);
    }

    @Test
    void shouldKeepTheProofWhenTheImageGetsAnotherNameAndForgetItWhenTheImageIsGone() {
        // Given
        JournalState proved = JournalState.EMPTY
                .with(image(2, "pull", "app:1", "app"))
                .withImages(List.of(tagged("app:1", at(1))), at(3));
        // When
        JournalState renamed = proved.withImages(List.of(tagged("mine:1", at(5))), at(6));
        JournalState gone = renamed.withImages(List.of(), at(7));
        // Then
        assertThat(renamed.registry().imageIds()).containsExactly(ID);
        assertThat(gone.registry().imageIds()).isEmpty();
    }

    @Test
    void shouldProveNothingByOtherEvents() {
        // Given
        JournalState state =
                JournalState.EMPTY.with(image(2, "load", ID, "app:1")).with(image(3, "tag", ID, "app:1"));
        // When
        JournalState looked = state.withImages(List.of(tagged("app:1", at(1))), at(4));
        // Then
        assertThat(looked.registry()).isEqualTo(RegistryProofs.NONE);
    }

    /** @param at when it got its last name, or null */
    private static Image tagged(String name, Instant at) {
        return like(image("aaa", name), List.of(), Optional.ofNullable(at));
    }

    private static Image withDigest(String digest) {
        return like(image("aaa", "other:1"), List.of(digest), Optional.of(at(9)));
    }

    private static Image like(Image image, List<String> digests, Optional<Instant> lastTagged) {
        return new Image(
                image.id(),
                image.tags(),
                digests,
                image.sizeBytes(),
                image.sharedBytes(),
                image.layers(),
                image.labels(),
                image.parentId(),
                image.created(),
                lastTagged);
    }
}
