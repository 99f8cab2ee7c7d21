package io.nodecleanup.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import java.util.stream.Collectors;

/** A CleanupPolicy written in YAML or JSON, read as strictly as the API server would. */
public final class PolicyText {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private PolicyText() {}

    /**
     * Reads the text; what its fields mean is for {@link PolicyReader}.
     *
     * @return with metadata, which may be empty; the spec is null where there is none
     * @throws IllegalArgumentException with a sentence, if it is no CleanupPolicy
     */
    public static CleanupPolicy parse(String text) {
        try {
            JsonNode written = YAML.readTree(text);
            String version = CleanupPolicy.GROUP + "/" + CleanupPolicy.VERSION;
            if (!written.path("kind").asText().equals("CleanupPolicy")
                    || !written.path("apiVersion").asText().equals(version)) {
                throw new IllegalArgumentException("write apiVersion: " + version + " and kind: CleanupPolicy");
            }
            var policy = new CleanupPolicy();
            policy.setSpec(part(written, "spec", CleanupPolicySpec.class));
            ObjectMeta metadata = part(written, "metadata", ObjectMeta.class);
            policy.setMetadata(metadata == null ? new ObjectMeta() : metadata);
            return policy;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static <T> T part(JsonNode policy, String field, Class<T> type) throws JsonProcessingException {
        try {
            return YAML.treeToValue(policy.path(field), type);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(field + place(e) + ": " + e.getOriginalMessage(), e);
        }
    }

    private static String place(JsonMappingException e) {
        return e.getPath().stream()
                .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
                .collect(Collectors.joining());
    }
}
