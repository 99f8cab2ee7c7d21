package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import io.nodecleanup.prune.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code GET /volumes}, and one of them. Raw, since docker-java drops when a volume was made, and its options. */
final class VolumeList {
    private static final String ANONYMOUS = "com.docker.volume.anonymous";
    /** What an engine calls a volume that nobody named. */
    private static final Pattern NAMED_BY_ENGINE = Pattern.compile("[0-9a-f]{64}");

    private VolumeList() {}

    /**
     * A volume as the list has it.
     *
     * @param mountpoint the folder that containers get; empty with some drivers
     */
    record Entry(Volume volume, String mountpoint) {}

    static List<Entry> read(Session engine) throws IOException {
        List<Entry> entries = new ArrayList<>();
        return engine.http().get("/volumes", json -> {
            Json.object(json, (name, value) -> {
                if (name.equals("Volumes")) {
                    entries.addAll(Json.array(value, volume -> entry(volume, engine)));
                }
            });
            return entries;
        });
    }

    /** The volume that has this name now; empty if none has. */
    static Optional<Entry> find(Session engine, String name) throws IOException {
        return engine.http().find("/volumes/" + EngineHttp.encoded(name), json -> entry(json, engine));
    }

    private static Entry entry(JsonParser json, Session engine) throws IOException {
        Fields fields = new Fields();
        Json.object(json, fields::read);
        boolean anonymous = engine.speaks(ApiVersion.ANONYMOUS_LABEL)
                ? fields.labels.containsKey(ANONYMOUS)
                : NAMED_BY_ENGINE.matcher(fields.name).matches();
        return new Entry(
                new Volume(
                        fields.name,
                        fields.driver,
                        !fields.options.isEmpty(),
                        anonymous,
                        fields.labels,
                        0,
                        EngineTime.of(fields.createdAt)),
                fields.mountpoint);
    }

    private static final class Fields {
        private String name = "";
        private String driver = "";
        private Map<String, String> labels = Map.of();
        private Map<String, String> options = Map.of();
        private String mountpoint = "";
        private String createdAt = "";

        void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "Name" -> name = json.getText();
                case "Driver" -> driver = json.getText();
                case "Labels" -> labels = Json.texts(json);
                case "Options" -> options = Json.texts(json);
                case "Mountpoint" -> mountpoint = json.getText();
                // Drivers need not tell.
                case "CreatedAt" -> createdAt = json.getValueAsString();
                default -> {}
            }
        }
    }
}
