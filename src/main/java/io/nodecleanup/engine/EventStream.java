package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** {@code GET /events}. Raw, since docker-java has no name for the builder's events, and to read what is past as a list that ends. */
final class EventStream {
    private static final long NANOS = 1_000_000_000;

    private EventStream() {}

    static void follow(EngineHttp http, OptionalLong sinceNano, Consumer<EngineEvent> to) throws IOException {
        follow(http, sinceNano, () -> {}, to);
    }

    /** @param begun told when the engine has answered, though the first event may be long in coming */
    static void follow(EngineHttp http, OptionalLong sinceNano, Runnable begun, Consumer<EngineEvent> to)
            throws IOException {
        String since = sinceNano.isPresent() ? "?since=" + text(sinceNano.getAsLong()) : "";
        http.follow("/events" + since, begun, json -> read(json, to));
    }

    /** With an end that is past, an engine sends what it remembers and ends the stream. */
    static List<EngineEvent> recent(EngineHttp http, Instant now) throws IOException {
        List<EngineEvent> events = new ArrayList<>();
        String until = "%d.%09d".formatted(now.getEpochSecond(), now.getNano());
        read(http, "/events?since=0&until=" + until, events::add);
        return events;
    }

    private static void read(EngineHttp http, String path, Consumer<EngineEvent> to) throws IOException {
        http.get(path, json -> read(json, to));
    }

    private static boolean read(JsonParser json, Consumer<EngineEvent> to) throws IOException {
        while (json.currentToken() == JsonToken.START_OBJECT) {
            to.accept(event(json));
            json.nextToken();
        }
        return true;
    }

    private static EngineEvent event(JsonParser json) throws IOException {
        Fields fields = new Fields();
        Json.object(json, fields::read);
        return new EngineEvent(fields.timeNano, fields.type, fields.action, fields.id, fields.attributes);
    }

    /** Seconds and nine digits after the point: the engine takes plain nanoseconds for seconds. */
    private static String text(long nano) {
        return "%d.%09d".formatted(Math.floorDiv(nano, NANOS), Math.floorMod(nano, NANOS));
    }

    private static final class Fields {
        private long timeNano;
        private String type = "";
        private String action = "";
        private String id = "";
        private Map<String, String> attributes = new HashMap<>();

        void read(String name, JsonParser json) throws IOException {
            switch (name) {
                case "timeNano" -> timeNano = json.getLongValue();
                case "Type" -> type = json.getText().toLowerCase(Locale.ROOT);
                case "Action" -> action = json.getText();
                case "Actor" -> Json.object(json, this::readActor);
                default -> {}
            }
        }

        private void readActor(String name, JsonParser json) throws IOException {
            switch (name) {
                case "ID" -> id = json.getText();
                case "Attributes" -> attributes = Json.texts(json);
                default -> {}
            }
        }
    }
}
