package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import io.nodecleanup.prune.Container;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What is read of {@code GET /containers/ID/json}.
 *
 * @param imageId the image it runs
 */
record ContainerInspection(
        String imageId, boolean running, boolean restarts, Optional<Instant> finished, ContainerMounts mounts) {
    /** What the engine says of it now; empty if there is no such container. */
    static Optional<ContainerInspection> of(Session engine, String id) throws IOException {
        return engine.http().find("/containers/" + id + "/json", json -> {
            Fields fields = new Fields();
            Json.object(json, fields::read);
            return fields.inspection();
        });
    }

    /**
     * Whether it has run since it was planned, be it to its end. Each end has a time of its own; the time of its start is no help, for on
     * 20.10 a short one's is later than that of its end.
     */
    boolean ranSince(Container planned) {
        return running || !finished.equals(planned.finished());
    }

    private static final class Fields {
        private String imageId = "";
        private boolean running;
        private boolean restarts;
        private Optional<Instant> finished = Optional.empty();
        private ContainerMounts mounts = ContainerMounts.NONE;

        void read(String name, JsonParser json) throws IOException {
            switch (name) {
                case "Image" -> imageId = json.getText();
                case "Mounts" -> mounts = ContainerMounts.read(json);
                case "State" -> Json.object(json, this::state);
                case "HostConfig" -> Json.object(json, this::hostConfig);
                default -> {}
            }
        }

        private void state(String name, JsonParser json) throws IOException {
            switch (name) {
                // Also while it is paused or between two starts.
                case "Running" -> running = json.getBooleanValue();
                case "FinishedAt" -> finished = EngineTime.of(json.getValueAsString());
                default -> {}
            }
        }

        private void hostConfig(String name, JsonParser json) throws IOException {
            if (name.equals("RestartPolicy")) {
                Json.object(json, this::restartPolicy);
            }
        }

        private void restartPolicy(String name, JsonParser json) throws IOException {
            if (name.equals("Name")) {
                restarts = !json.getText().isEmpty() && !json.getText().equals("no");
            }
        }

        ContainerInspection inspection() {
            return new ContainerInspection(imageId, running, restarts, finished, mounts);
        }
    }
}
