package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The CRDs of the API types, as files. fabric8's generator does the work; what it cannot say is put right here: columns in the order of
 * the annotations (it sorts by path), each rule once (it emits a record component's twice, for field and accessor), conditions as a map
 * by type, times that Java can read, a description of the kind.
 */
final class GeneratedCrds {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES));

    /**
     * The API server's own check of a date-time takes offsets such as +99:99, and anything after a second T. A time that Java cannot read
     * ends an informer's watch for good.
     */
    private static final String TIME =
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?Z$";

    static final Map<Class<? extends CustomResource<?, ?>>, String> KINDS = Map.of(
            CleanupPolicy.class,
            "A CleanupPolicy says what to prune of the Docker Engines of build nodes, on which nodes, and when. Whoever may write"
                    + " one is root on its nodes.",
            NodeCleanup.class,
            "A NodeCleanup is the report of one CleanupPolicy on one node. Agents write it; it is removed with its policy or node.");

    private GeneratedCrds() {}

    /** File name to content. */
    static Map<String, String> asFiles() {
        Map<String, String> files = new LinkedHashMap<>();
        KINDS.keySet().forEach(type -> {
            ObjectNode crd = generate(type);
            files.put(crd.at("/metadata/name").asText() + ".yaml", write(crd));
        });
        return files;
    }

    static JsonNode read(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(ObjectNode crd) {
        try {
            return "# Generated from src/main/java/io/nodecleanup/api: ./mvnw test -Dtest=CrdsTest -Dcrds.write\n"
                    + YAML.writeValueAsString(crd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode generate(Class<? extends CustomResource<?, ?>> type) {
        try {
            Path folder = Files.createTempDirectory("crds");
            new CRDGenerator()
                    .customResourceClasses(type)
                    .inOutputDir(folder.toFile())
                    .generate();
            try (var written = Files.list(folder)) {
                Path file = written.findFirst().orElseThrow();
                ObjectNode crd = (ObjectNode) YAML.readTree(file.toFile());
                Files.delete(file);
                Files.delete(folder);
                return finish(crd, type);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode finish(ObjectNode crd, Class<? extends CustomResource<?, ?>> type) {
        ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
        ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
        schema.put("description", KINDS.get(type));
        mend(schema);
        ArrayNode columns = (ArrayNode) version.get("additionalPrinterColumns");
        List<String> order = Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        List<JsonNode> sorted = new java.util.ArrayList<>();
        columns.forEach(sorted::add);
        sorted.sort(java.util.Comparator.comparingInt(
                c -> order.indexOf(c.get("name").asText())));
        columns.removeAll().addAll(sorted);
        return crd;
    }

    private static void mend(ObjectNode schema) {
        if (schema.get("x-kubernetes-validations") instanceof ArrayNode rules) {
            Set<JsonNode> once = new LinkedHashSet<>();
            rules.forEach(once::add);
            rules.removeAll().addAll(once);
        }
        if (schema.path("format").asText().equals("date-time")) {
            schema.put("pattern", TIME);
        }
        if (schema.get("properties") instanceof ObjectNode properties) {
            properties.properties().forEach(property -> {
                ObjectNode child = (ObjectNode) property.getValue();
                if (property.getKey().equals("conditions")) {
                    child.put("x-kubernetes-list-type", "map");
                    child.putArray("x-kubernetes-list-map-keys").add("type");
                }
                mend(child);
            });
        }
        for (String nested : List.of("items", "additionalProperties")) {
            if (schema.get(nested) instanceof ObjectNode child) {
                mend(child);
            }
        }
    }
}
