package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageNamesTest {
    private static final String DIGEST = "@sha256:" + "a".repeat(64);

    @Test
    void shouldLeaveOneTagWhenThereAreMore() {
        // When
        List<String> names = ImageNames.allButLast(List.of("localhost:5000/a:1", "b:1", "b:2"), List.of());

        // Then
        assertThat(names).containsExactly("b:1", "b:2");
    }

    @Test
    void shouldLeaveDigestsToEngineWhenTheirRepositoryHasTag() {
        // When
        List<String> names = ImageNames.allButLast(
                List.of("localhost:5000/a:1", "b:1"), List.of("localhost:5000/a" + DIGEST, "b" + DIGEST));

        // Then
        assertThat(names).containsExactly("b:1");
    }

    @Test
    void shouldNameDigestWhenItsRepositoryHasNoTag() {
        // When
        List<String> names = ImageNames.allButLast(List.of("a:1"), List.of("a" + DIGEST, "mirror/a" + DIGEST));

        // Then
        assertThat(names).containsExactly("mirror/a" + DIGEST);
    }

    @Test
    void shouldLeaveOneRepositoryWhenThereAreDigestsAlone() {
        // When
        List<String> names = ImageNames.allButLast(List.of(), List.of("a" + DIGEST, "b" + DIGEST));

        // Then
        assertThat(names).containsExactly("b" + DIGEST);
    }
}
