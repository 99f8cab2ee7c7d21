package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import io.nodecleanup.prune.Network;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code GET /networks}. Raw, since docker-java drops whether a network holds settings only, and when it was made. */
final class NetworkList {
    private NetworkList() {}

    static List<Network> read(EngineHttp http) throws IOException {
        return http.get("/networks", json -> Json.array(json, NetworkList::network));
    }

    private static Network network(JsonParser json) throws IOException {
        Fields fields = new Fields();
        Json.object(json, fields::read);
        return new Network(
                fields.id,
                fields.name,
                fields.scope,
                fields.ingress,
                fields.configOnly,
                fields.labels,
                EngineTime.of(fields.created));
    }

    private static final class Fields {
        private String id = "";
        private String name = "";
        private String scope = "";
        private boolean ingress;
        private boolean configOnly;
        private Map<String, String> labels = Map.of();
        private String created = "";

        void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "Id" -> id = json.getText();
                case "Name" -> name = json.getText();
                case "Scope" -> scope = json.getText();
                case "Ingress" -> ingress = json.getBooleanValue();
                case "ConfigOnly" -> configOnly = json.getBooleanValue();
                case "Labels" -> labels = Json.texts(json);
                case "Created" -> created = json.getValueAsString();
                default -> {}
            }
        }
    }
}
