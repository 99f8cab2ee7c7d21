package io.nodecleanup.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    private static void collectFaults(JsonNode schema, String path, List<String> faults) {
        String type = schema.path("type").asText();
        if (type.equals("string") && !schema.has("maxLength") && !schema.has("enum") && !schema.has("format")) {
            faults.add(path + ": no maxLength");
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
