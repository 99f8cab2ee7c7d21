package io.nodecleanup.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of a chart that is described in values.yaml, as helm-docs has it: by a comment that begins with {@code --} right above it.
 *
 * @param path the keys, joined by dots
 */
record DocumentedValue(String path, String description, JsonNode byDefault) {
    private static final Pattern LINE = Pattern.compile("( *)(?:# -- (?<text>.*)|(?<key>[A-Za-z]+):.*)");

    static List<DocumentedValue> in(Path file) {
        JsonNode values = Yaml.file(file);
        List<DocumentedValue> documented = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        String text = null;
        for (String line : Yaml.text(file).lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                continue;
            }
            if (parts.group("key") == null) {
                text = parts.group("text");
                continue;
            }
            // Two blanks a level.
            keys.subList(parts.group(1).length() / 2, keys.size()).clear();
            keys.add(parts.group("key"));
            if (text != null) {
                documented.add(
                        new DocumentedValue(String.join(".", keys), text, values.at("/" + String.join("/", keys))));
                text = null;
            }
        }
        return documented;
    }

    /** Its row in the table that helm-docs would write. */
    String row() {
        String type = switch (byDefault.getNodeType()) {
            case ARRAY -> "list";
            case OBJECT -> "object";
            case BOOLEAN -> "bool";
            default -> "string";
        };
        return "| %s | %s | `%s` | %s |".formatted(path, type, byDefault, description);
    }
}
