package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Walks JSON as a stream. What nobody reads is skipped, so that new fields of newer engines do no harm; null is an empty thing. */
final class Json {
    private Json() {}

    /** Reads the value of a field, whose first token is the parser's current one, or leaves it alone. */
    @FunctionalInterface
    interface Field {
        void read(String name, JsonParser json) throws IOException;
    }

    /** Reads an element of an array, whose first token is the parser's current one. */
    @FunctionalInterface
    interface Element<T> {
        T read(JsonParser json) throws IOException;
    }

    /** Reads an element as {@link Element} does, and gives nothing back. */
    @FunctionalInterface
    interface Visit {
        void read(JsonParser json) throws IOException;
    }

    static void object(JsonParser json, Field field) throws IOException {
        if (!begins(json, JsonToken.START_OBJECT)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            field.read(name, json);
            // Does nothing unless the field was left alone and is an object or array.
            json.skipChildren();
        }
    }

    static <T> List<T> array(JsonParser json, Element<T> element) throws IOException {
        List<T> elements = new ArrayList<>();
        each(json, each -> elements.add(element.read(each)));
        return elements;
    }

    /** An array of which nothing is kept but what {@code visit} keeps itself. */
    static void each(JsonParser json, Visit visit) throws IOException {
        if (begins(json, JsonToken.START_ARRAY)) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                visit.read(json);
            }
        }
    }

    /** An object of texts, such as labels. */
    static Map<String, String> texts(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        object(json, (name, value) -> texts.put(name, value.getText()));
        return texts;
    }

    static List<String> strings(JsonParser json) throws IOException {
        return array(json, JsonParser::getText);
    }

    private static boolean begins(JsonParser json, JsonToken start) throws IOException {
        if (json.currentToken() == start) {
            return true;
        }
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        throw new IOException("expected " + start + " in the engine's answer, found " + json.currentToken());
    }
}
