package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayerChainsTest {
    private static final String BASE = "sha256:" + "a".repeat(64);
    private static final String TOP = "sha256:" + "b".repeat(64);

    private final LayerChains chains = new LayerChains();

    @Test
    void shouldHashEachLayerWithAllBelowItWhenImageHasMoreLayers() {
        // When
        List<String> chain = chains.of(List.of(BASE, TOP));

        // Then: printf '%s %s' $BASE $TOP | sha256sum | cut -c 1-32
        assertThat(chain).containsExactly(BASE, "ccd722928bd92476ba1745586fed6e45");
    }

    @Test
    void shouldGiveTheSameStringsWhenImagesBeginWithTheSameLayers() {
        // Given
        List<String> base = chains.of(List.of(BASE, TOP));

        // When
        List<String> chain = chains.of(List.of(BASE, TOP, TOP));

        // Then
        assertThat(chain).doesNotHaveDuplicates();
        assertThat(chain.get(1)).isSameAs(base.get(1));
    }

    @Test
    void shouldGiveSameLayerAnotherIdWhenItLiesOnAnother() {
        // When
        List<String> upsideDown = chains.of(List.of(TOP, BASE));

        // Then
        assertThat(upsideDown).first().isEqualTo(TOP);
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
