package io.nodecleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextTest {
    private static final String HEAD = "apiVersion: nodecleanup.io/v1alpha1\nkind: CleanupPolicy\n";
    private static final String SPEC = "spec: {nodeSelector: {}}\n";

    @Test
    void shouldNameKeyAndLineWhenAKeyIsWrittenTwice() {
        // Given
        String text = HEAD + """
                spec:
                  nodeSelector: {}
                  images:
                    keep: [base/*]
                    unusedFor: 1h
                    keep: [tools/*]
                """;
        // When
        Throwable thrown = catchThrowable(() -> PolicyText.parse(text));
        // Then
        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 8: the key 'keep' is written twice");
    }

    @Test
    void shouldNameKeyWhenItIsWrittenTwiceInJson() {
        // Given
        String text = """
                {"apiVersion": "nodecleanup.io/v1alpha1", "kind": "CleanupPolicy",
                 "spec": {"nodeSelector": {}, "images": {}, "images": {"prune": "Unused"}}}
                """;
        // When
        Throwable thrown = catchThrowable(() -> PolicyText.parse(text));
        // Then
        assertThat(thrown).hasMessage("line 2: the key 'images' is written twice");
    }

    @Test
    void shouldAskForOnePolicyWhenTheFileHasTwo() {
        // Given
        String text = "---\n" + HEAD + SPEC + "---\n" + HEAD + SPEC;
        // When
        Throwable thrown = catchThrowable(() -> PolicyText.parse(text));
        // Then
        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line ")
                .hasMessageEndingWith(": write one policy a file, not another after ---");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\n" + HEAD + SPEC,
                "# A comment.\n---\n" + HEAD + SPEC + "...\n",
                HEAD + SPEC + "---\n",
                HEAD + SPEC + "---\n# Nothing.\n",
            })
    void shouldReadThePolicyWhenOtherDocumentsAreEmpty(String text) {
        // When
        CleanupPolicy policy = PolicyText.parse(text);
        // Then
        assertThat(policy.getSpec().nodeSelector()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[*-stable]", "[base/*, *-stable]", "[&a base/*, *a]"})
    void shouldAskForQuotesWhenAGlobIsReadAsAnAlias(String keep) {
        // Given
        String text = HEAD + "spec:\n  nodeSelector: {}\n  images:\n    keep: " + keep + "\n";
        // When
        Throwable thrown = catchThrowable(() -> PolicyText.parse(text));
        // Then
        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 6: ")
                .hasMessageContaining("quotes");
    }
}
