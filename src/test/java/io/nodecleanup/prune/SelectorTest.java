package io.nodecleanup.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Selector.Operator;
import io.nodecleanup.prune.Selector.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
    private static final Map<String, String> LABELS = Map.of("stage", "ci", "Any key, as Docker takes it", "");

    @ParameterizedTest
    @CsvSource({
        "stage, In, ci, true",
        "stage, In, prod, false",
        "missing, In, ci, false",
        "stage, NotIn, ci, false",
        "stage, NotIn, prod, true",
        "missing, NotIn, ci, true",
        "stage, Exists, , true",
        "missing, Exists, , false",
        "stage, DoesNotExist, , false",
        "missing, DoesNotExist, , true",
        "'Any key, as Docker takes it', In, '', true",
    })
    void shouldSelectAsKubernetesDoesWhenOneRequirementIsAsked(
            String key, Operator operator, String value, boolean expected) {
        // Given
        var selector = new Selector(List.of(new Requirement(key, operator, value == null ? Set.of() : Set.of(value))));
        // When
        boolean selected = selector.selects(LABELS);
        // Then
        assertThat(selected).isEqualTo(expected);
    }

    @Test
    void shouldSelectOnlyWhenAllRequirementsHold() {
        // Given
        var selector = new Selector(List.of(
                new Requirement("stage", Operator.Exists, Set.of()),
                new Requirement("stage", Operator.In, Set.of("prod"))));
        // When
        boolean selected = selector.selects(LABELS);
        // Then
        assertThat(selected).isFalse();
    }
}
