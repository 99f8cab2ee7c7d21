package io.nodecleanup.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrdsTest {
    private static final Path FOLDER = Path.of("crds");
    private static final String MEND = "write them anew: ./mvnw test -Dtest=CrdsTest -Dcrds.write";

    @Test
    void shouldBeTheFilesInTheRepositoryWhenGeneratedFromTheTypes() throws IOException {
        // Given
        Map<String, String> generated = GeneratedCrds.asFiles();
        if (System.getProperty("crds.write") != null) {
            for (var file : generated.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
        // When
        List<String> names;
        try (var files = Files.list(FOLDER)) {
            names = files.map(f -> f.getFileName().toString()).toList();
        }
        // Then
        assertThat(names).as(MEND).containsExactlyInAnyOrderElementsOf(generated.keySet());
        for (var file : generated.entrySet()) {
            assertThat(FOLDER.resolve(file.getKey())).as(MEND).hasContent(file.getValue());
        }
    }

    @Test
    void shouldDescribeAndBoundEveryFieldWhenGenerated() {
        // Given
        List<String> faults = new ArrayList<>();
        // When
        GeneratedCrds.asFiles()
                .values()
                .forEach(yaml -> collectFaults(
                        GeneratedCrds.read(yaml).at("/spec/versions/0/schema/openAPIV3Schema"), "", faults));
        // Then
        assertThat(faults)
                .as("fields without a description, or strings and lists without a bound")
                .isEmpty();
    }

    static Stream<Arguments> extremes() {
        return GeneratedCrds.KINDS.keySet().stream()
                .flatMap(kind -> Stream.of("minimum", "maximum").map(bound -> Arguments.of(kind, bound)));
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void shouldBeReadWhenEveryIntegerIsWhatTheServerJustTakes(
            Class<? extends CustomResource<?, ?>> kind, String bound) {
        // Given
        JsonNode schema = GeneratedCrds.generate(kind).at("/spec/versions/0/schema/openAPIV3Schema");
        JsonNode object = extreme(schema, bound);
        // When
        Throwable error = catchThrowable(() -> new KubernetesSerialization().unmarshal(object.toString(), kind));
        // Then
        assertThat(error).isNull();
    }

    /** An object of nothing but integers, each at its bound; that of 64 bits where the schema has none. */
    private static JsonNode extreme(JsonNode schema, String bound) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (schema.path("type").asText()) {
            case "integer" ->
                json.numberNode(
                        schema.has(bound)
                                ? schema.get(bound).asLong()
                                : bound.equals("maximum") ? Long.MAX_VALUE : Long.MIN_VALUE);
            case "array" -> {
                JsonNode item = extreme(schema.get("items"), bound);
                yield item.isNull() ? json.arrayNode() : json.arrayNode().add(item);
            }
            case "object" -> {
                ObjectNode object = json.objectNode();
                schema.path("properties")
                        .properties()
                        .forEach(property -> object.set(property.getKey(), extreme(property.getValue(), bound)));
                yield object;
            }
            default -> json.nullNode();
        };
    }

    private static void collectFaults(JsonNode schema, String path, List<String> faults) {
        String type = schema.path("type").asText();
        if (type.equals("string") && !schema.has("maxLength") && !schema.has("enum") && !schema.has("format")) {
            faults.add(path + ": no maxLength");
        }
        if (schema.path("format").asText().equals("date-time") && !schema.has("pattern")) {
            faults.add(path + ": times that Java cannot read");
        }
        if (type.equals("array") && !schema.has("maxItems")) {
            faults.add(path + ": no maxItems");
        }
        if (schema.has("items")) {
            collectFaults(schema.get("items"), path + "[]", faults);
        }
        schema.path("properties").properties().forEach(property -> {
            String child = path + "." + property.getKey();
            if (!property.getValue().has("description")) {
                faults.add(child + ": no description");
            }
            collectFaults(property.getValue(), child, faults);
        });
    }
}
