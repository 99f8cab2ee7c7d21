package io.nodecleanup.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
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
            requirePlain(text);
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

    /** Refuses what a reader of YAML passes over in silence, and a part of what was written with it. */
    private static void requirePlain(String text) throws JsonProcessingException {
        try (JsonParser parser = YAML.createParser(text)) {
            Deque<Set<String>> keys = new ArrayDeque<>();
            int documents = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (((YAMLParser) parser).isCurrentAlias()) {
                    // An alias is read as its name. Mostly it was meant as a glob: *-stable would be read as -stable.
                    throw refused(parser, "write what begins with * in quotes");
                }
                switch (token) {
                    case START_OBJECT -> keys.push(new HashSet<>());
                    case END_OBJECT -> keys.pop();
                    case FIELD_NAME -> {
                        if (!keys.getFirst().add(parser.currentName())) {
                            throw refused(parser, "the key '" + parser.currentName() + "' is written twice");
                        }
                    }
                    default -> {}
                }
                boolean ended = parser.getParsingContext().inRoot();
                if (ended && !parser.getText().isEmpty() && ++documents > 1) {
                    throw refused(parser, "write one policy a file, not another after ---");
                }
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            // A text has no disk that could fail.
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalArgumentException refused(JsonParser parser, String sentence) {
        return new IllegalArgumentException(
                "line " + parser.currentTokenLocation().getLineNr() + ": " + sentence);
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
