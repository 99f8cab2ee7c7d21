package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayerChainsTest {
    private static final String BASE = "sha256:" + "a".repeat(64);
    private static final String TOP = "sha256:" + "b".repeat(64);

    private final LayerChains chains = new LayerChains();

    @Test
    void shouldGiveTheSameStringsWhenImagesBeginWithTheSameLayers() {
        // Given
        List<String> base = chains.of(List.of(BASE));

        // When
        List<String> chain = chains.of(List.of(BASE, TOP));

        // Then
        assertThat(chain).hasSize(2).doesNotHaveDuplicates().allMatch(id -> id.length() == 32);
        assertThat(chain.getFirst()).isSameAs(base.getFirst());
    }

    @Test
    void shouldGiveSameLayerAnotherIdWhenItLiesOnAnother() {
        // When
        List<String> upsideDown = chains.of(List.of(TOP, BASE));

        // Then
        assertThat(upsideDown).doesNotContainAnyElementsOf(chains.of(List.of(BASE, TOP)));
    }

    @Test
    void shouldGiveNoneWhenImageHasNoLayers() {
        // When
        List<String> chain = chains.of(List.of());

        // Then
        assertThat(chain).isEmpty();
    }
}
