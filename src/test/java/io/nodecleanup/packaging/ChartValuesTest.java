package io.nodecleanup.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodecleanup.packaging.Helm.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartValuesTest {
    private static final List<DocumentedValue> DOCUMENTED = DocumentedValue.in(Helm.CHART.resolve("values.yaml"));
    private static final List<String> PATHS =
            DOCUMENTED.stream().map(DocumentedValue::path).toList();
    private static final JsonNode SCHEMA = Yaml.file(Helm.CHART.resolve("values.schema.json"));

    @Test
    void shouldBeDescribedWhenInValuesYaml() {
        // Given
        JsonNode values = Yaml.file(Helm.CHART.resolve("values.yaml"));
        // When
        List<String> paths = new ArrayList<>();
        collect(values, "", "", paths);
        // Then
        assertThat(paths).as("values with a comment '# -- …' right above").isEqualTo(PATHS);
    }

    @Test
    void shouldHaveItsRowInTheReadmeWhenDescribed() {
        // Given
        List<String> rows = DOCUMENTED.stream().map(DocumentedValue::row).toList();
        // When
        List<String> table = Yaml.text(Helm.CHART.resolve("README.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .toList();
        // Then
        assertThat(String.join("\n", table))
                .as("the table of values in README.md")
                .isEqualTo(String.join("\n", rows));
    }

    @Test
    void shouldBeInTheSchemaAndNothingElseWhenDescribed() {
        // When
        List<String> paths = new ArrayList<>();
        collect(SCHEMA.path("properties"), "properties", "", paths);
        // Then
        paths.removeAll(List.of("global", "enabled"));
        assertThat(paths).isEqualTo(PATHS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imagez=1",
                "image.digest=1",
                "crds.install=true",
                "resources.cpu=1",
                "affinity.node=1",
                "tolerations[0].name=x"
            })
    void shouldNameTheKeyWhenItIsUnknown(String value) {
        // Given
        String key = value.substring(value.lastIndexOf('.') + 1, value.indexOf('='));
        // When
        Outcome outcome = render(value);
        // Then
        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.text()).contains("additional properties '" + key + "' not allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    image.tag=1                 | at '/image/tag': got number, want string
                    image.repository=r@sha256:a | at '/image/repository': 'r@sha256:a' does not match pattern
                    crds.keep=no                | at '/crds/keep': got string, want boolean
                    allowedSockets=/a.sock      | at '/allowedSockets': got string, want array
                    allowedSockets={a.sock}     | at '/allowedSockets/0': 'a.sock' does not match pattern
                    allowedSockets={/a/../b}    | at '/allowedSockets/0': '/a/../b' does not match pattern
                    image.pullSecrets[0].name=a | at '/image/pullSecrets/0': got object, want string
                    image.pullPolicy=always     | at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'
                    """)
    void shouldSayWhatIsWantedWhenAValueIsOfTheWrongKind(String value, String sentence) {
        // When
        Outcome outcome = render(value);
        // Then
        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.text()).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled=true", "global.registry=r.example.com", "allowedSockets={/run/.d/..docker.sock}"})
    void shouldBeTakenWhenOfAParentChartOrUnusual(String value) {
        // When
        Outcome outcome = render(value);
        // Then
        assertThat(outcome.status()).as(outcome.text()).isZero();
    }

    private static Outcome render(String value) {
        return Helm.run("template", "node-cleanup", Helm.CHART.toString(), "--set", value);
    }

    /** The paths down to what is described, or to what has nothing below; {@code children} is the field that holds what is below, if any. */
    private static void collect(JsonNode node, String children, String prefix, List<String> paths) {
        node.properties().forEach(entry -> {
            String path = prefix + entry.getKey();
            JsonNode below =
                    children.isEmpty() ? entry.getValue() : entry.getValue().path(children);
            if (PATHS.contains(path) || !below.isObject() || below.isEmpty()) {
                paths.add(path);
            } else {
                collect(below, children, path + ".", paths);
            }
        });
    }
}
