package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.nodecleanup.policy.WrittenPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSelectionTest {
    @Test
    void shouldSelectLinuxNodesOnlyWhenTheSelectorIsEmpty() {
        // Given
        Node windows = node("windows");
        // When
        boolean selected = NodeSelection.selects(WrittenPolicy.spec("nodeSelector: {}"), windows);
        // Then
        assertThat(selected).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NoExecute        | team                           | a | false",
                "NoExecute        | team                           |   | false",
                "NoSchedule       | team                           | a | true",
                "PreferNoSchedule | team                           | a | true",
                "NoExecute        | node.kubernetes.io/not-ready   |   | true",
                "NoExecute        | node.kubernetes.io/unreachable |   | true",
            })
    void shouldSelectWhatKeepsItsAgentWhenThereIsNoToleration(
            String effect, String key, String value, boolean expected) {
        // Given
        Node node = node("linux", new Taint(effect, key, null, value));
        // When
        boolean selected = NodeSelection.selects(WrittenPolicy.spec("nodeSelector: {}"), node);
        // Then
        assertThat(selected).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{key: team, value: a}                                                  | true",
                "{key: team, operator: Equal, value: a, effect: NoExecute}              | true",
                "{key: team, operator: Exists}                                          | true",
                "{operator: Exists}                                                     | true",
                "{operator: Exists, effect: NoExecute, tolerationSeconds: 60}           | true",
                "{key: team, value: b}                                                  | false",
                "{key: team}                                                            | false",
                "{key: other, operator: Exists}                                         | false",
                "{key: team, operator: Exists, effect: NoSchedule}                      | false",
            })
    void shouldSelectTheNodeWhenATolerationMatchesItsTaint(String toleration, boolean expected) {
        // Given
        Node node = node("linux", new Taint("NoExecute", "team", null, "a"));
        // When
        boolean selected =
                NodeSelection.selects(WrittenPolicy.spec("nodeSelector: {}\ntolerations: [" + toleration + "]"), node);
        // Then
        assertThat(selected).isEqualTo(expected);
    }

    @Test
    void shouldNotSelectTheNodeWhenOneOfTwoTaintsIsNotTolerated() {
        // Given
        Node node =
                node("linux", new Taint("NoExecute", "team", null, "a"), new Taint("NoExecute", "other", null, null));
        // When
        boolean selected = NodeSelection.selects(
                WrittenPolicy.spec("nodeSelector: {}\ntolerations: [{key: team, operator: Exists}]"), node);
        // Then
        assertThat(selected).isFalse();
    }

    @Test
    void shouldKeepOnlyTaintsThatEvictWhenANodeIsTrimmed() {
        // Given
        Node node = node(
                "linux",
                new Taint("NoSchedule", "team", null, "a"),
                new Taint("NoExecute", "node.kubernetes.io/unreachable", "2026-11-24T12:00:00Z", null),
                new Taint("NoExecute", "team", "2026-11-24T12:00:00Z", "a"));
        // When
        Node trimmed = ReportTrim.node(node);
        // Then
        assertThat(trimmed.getSpec().getTaints()).containsExactly(new Taint("NoExecute", "team", null, "a"));
    }

    private static Node node(String os, Taint... taints) {
        return new NodeBuilder()
                .withNewMetadata()
                .addToLabels("kubernetes.io/os", os)
                .endMetadata()
                .withNewSpec()
                .withTaints(taints)
                .endSpec()
                .build();
    }
}
