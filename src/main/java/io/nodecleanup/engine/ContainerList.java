package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import io.nodecleanup.prune.Image;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code GET /containers/json}: all containers. */
final class ContainerList {
    private static final Set<String> RUNNING = Set.of("running", "paused", "restarting");

    private ContainerList() {}

    /**
     * A container as the list has it.
     *
     * @param networks how its maker named them, and their names and ids as far as the engine has resolved them
     */
    record Entry(
            String id,
            String name,
            String imageId,
            long sizeBytes,
            String state,
            Instant created,
            Map<String, String> labels,
            ContainerMounts mounts,
            List<String> networks) {
        /** Also while it is paused or between two starts. */
        boolean running() {
            return RUNNING.contains(state);
        }

        /** Whether it may be made from the image, or have it mounted. */
        boolean needs(Image image) {
            return imageId.equals(image.id()) || mounts.images().stream().anyMatch(image::mayBeMeantBy);
        }
    }

    /** @param sizes whether to ask what each has written, for which the engine walks the disk; else it is 0 */
    static List<Entry> read(EngineHttp http, boolean sizes) throws IOException {
        return http.get(
                "/containers/json?all=1&size=" + (sizes ? 1 : 0), json -> Json.array(json, ContainerList::entry));
    }

    /** Without what they have written, for which the engine walks the disk. */
    static List<Entry> readWithoutSizes(EngineHttp http) throws IOException {
        return http.get("/containers/json?all=1", json -> Json.array(json, ContainerList::entry));
    }

    /** Those that run and whose name matches. */
    static List<Entry> running(EngineHttp http, String name) throws IOException {
        String filters = EngineHttp.encoded("{\"name\":[\"" + name + "\"]}");
        return http.get("/containers/json?filters=" + filters, json -> Json.array(json, ContainerList::entry));
    }

    private static Entry entry(JsonParser json) throws IOException {
        Fields fields = new Fields();
        Json.object(json, fields::read);
        String name = fields.names.isEmpty() ? fields.id : fields.names.getFirst();
        return new Entry(
                fields.id,
                name.startsWith("/") ? name.substring(1) : name,
                fields.imageId,
                fields.size,
                fields.state,
                Instant.ofEpochSecond(fields.created),
                fields.labels,
                fields.mounts,
                List.copyOf(fields.networks));
    }

    private static final class Fields {
        private String id = "";
        private List<String> names = List.of();
        private String imageId = "";
        private long size;
        private String state = "";
        private Map<String, String> labels = Map.of();
        private long created;
        private ContainerMounts mounts = ContainerMounts.NONE;
        private final Set<String> networks = new TreeSet<>();

        void read(String name, JsonParser json) throws IOException {
            switch (name) {
                case "Id" -> id = json.getText();
                case "Names" -> names = Json.strings(json);
                case "ImageID" -> imageId = json.getText();
                // Missing where it is 0.
                case "SizeRw" -> size = json.getLongValue();
                case "Labels" -> labels = Json.texts(json);
                case "State" -> state = json.getText();
                case "Created" -> created = json.getLongValue();
                case "Mounts" -> mounts = ContainerMounts.read(json);
                case "HostConfig" -> Json.object(json, this::networkMode);
                case "NetworkSettings" -> Json.object(json, this::networks);
                default -> {}
            }
        }

        /** All that tells the network of a container that was disconnected and not started since. */
        private void networkMode(String field, JsonParser json) throws IOException {
            if (field.equals("NetworkMode")) {
                networks.add(json.getText());
            }
        }

        private void networks(String field, JsonParser json) throws IOException {
            if (field.equals("Networks")) {
                Json.object(json, this::network);
            }
        }

        /** Its id is empty until the container has started. */
        private void network(String name, JsonParser json) throws IOException {
            networks.add(name);
            Json.object(json, (field, value) -> {
                if (field.equals("NetworkID") && !value.getText().isEmpty()) {
                    networks.add(value.getText());
                }
            });
        }
    }
}
