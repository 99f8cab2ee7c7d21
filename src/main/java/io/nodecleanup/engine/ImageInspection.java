package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is read of {@code GET /images/NAME/json}. */
record ImageInspection(
        String id,
        List<String> tags,
        List<String> digests,
        List<String> diffIds,
        Optional<Instant> created,
        Optional<Instant> lastTagged) {
    /** What the engine says of it now; empty if there is no such image. */
    static Optional<ImageInspection> of(Session engine, String reference) throws IOException {
        return engine.http().find("/images/" + EngineHttp.encoded(reference) + "/json", json -> {
            Fields fields = new Fields();
            Json.object(json, fields::read);
            return fields.inspection();
        });
    }

    private static final class Fields {
        private String id = "";
        private List<String> tags = List.of();
        private List<String> digests = List.of();
        private List<String> diffIds = List.of();
        private Optional<Instant> created = Optional.empty();
        private Optional<Instant> lastTagged = Optional.empty();

        void read(String name, JsonParser json) throws IOException {
            switch (name) {
                case "Id" -> id = json.getText();
                case "RepoTags" -> tags = Json.strings(json);
                case "RepoDigests" -> digests = Json.strings(json);
                case "Created" -> created = EngineTime.of(json.getValueAsString());
                case "RootFS" -> Json.object(json, this::rootFs);
                case "Metadata" -> Json.object(json, this::metadata);
                default -> {}
            }
        }

        private void rootFs(String name, JsonParser json) throws IOException {
            if (name.equals("Layers")) {
                diffIds = Json.strings(json);
            }
        }

        private void metadata(String name, JsonParser json) throws IOException {
            if (name.equals("LastTagTime")) {
                lastTagged = EngineTime.of(json.getValueAsString());
            }
        }

        ImageInspection inspection() {
            return new ImageInspection(
                    id, ImageList.tags(tags), ImageList.digests(tags, digests), diffIds, created, lastTagged);
        }
    }
}
