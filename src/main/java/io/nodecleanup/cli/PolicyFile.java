package io.nodecleanup.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.PolicyReader;
import io.nodecleanup.policy.Problem;
import io.nodecleanup.policy.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A CleanupPolicy in a YAML or JSON file, read as strictly as the API server would. */
final class PolicyFile {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private PolicyFile() {}

    /**
     * Reads the file.
     *
     * @throws UsageException if it cannot be read, is no CleanupPolicy, or has mistakes: with a sentence for each
     */
    static Policy read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a policy's text.
     *
     * @param origin where it is from, for messages
     * @throws UsageException if it is no CleanupPolicy, or has mistakes: with a sentence for each
     */
    static Policy parse(String origin, String text) {
        CleanupPolicySpec spec;
        try {
            JsonNode policy = YAML.readTree(text);
            String version = CleanupPolicy.GROUP + "/" + CleanupPolicy.VERSION;
            if (!policy.path("kind").asText().equals("CleanupPolicy")
                    || !policy.path("apiVersion").asText().equals(version)) {
                throw new UsageException(origin + ": write apiVersion: " + version + " and kind: CleanupPolicy");
            }
            spec = YAML.treeToValue(policy.path("spec"), CleanupPolicySpec.class);
        } catch (JsonMappingException e) {
            throw new UsageException(origin + ": spec" + place(e) + ": " + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw new UsageException(origin + ": " + e.getOriginalMessage(), e);
        }
        return switch (PolicyReader.read(spec)) {
            case Reading.Valid(Policy policy) -> policy;
            case Reading.Invalid invalid ->
                throw new UsageException(
                        invalid.problems().stream().map(Problem::sentence).collect(Collectors.joining("\n", "", "")));
        };
    }

    private static String place(JsonMappingException e) {
        return e.getPath().stream()
                .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
                .collect(Collectors.joining());
    }
}
