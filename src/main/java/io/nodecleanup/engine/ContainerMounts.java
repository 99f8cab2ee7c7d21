package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;

/**
 * What a container has mounted, also by way of another container ({@code --volumes-from}), as the list of containers and the inspection of
 * one tell alike. Raw, since docker-java drops the type of a mount.
 *
 * @param images references or ids, as the container's maker wrote them
 * @param volumes names
 * @param folders of the host
 */
record ContainerMounts(List<String> images, List<String> volumes, List<String> folders) {
    static final ContainerMounts NONE = new ContainerMounts(List.of(), List.of(), List.of());

    static ContainerMounts read(JsonParser json) throws IOException {
        List<Mount> mounts = Json.array(json, Mount::of);
        return new ContainerMounts(
                mounts.stream()
                        .filter(mount -> mount.type.equals("image"))
                        .map(mount -> mount.name.isEmpty() ? mount.source : mount.name)
                        .toList(),
                mounts.stream()
                        .filter(mount -> mount.type.equals("volume"))
                        .map(mount -> mount.name)
                        .toList(),
                mounts.stream()
                        .filter(mount -> mount.type.equals("bind"))
                        .map(mount -> mount.source)
                        .toList());
    }

    private static final class Mount {
        private String type = "";
        private String name = "";
        private String source = "";

        static Mount of(JsonParser json) throws IOException {
            Mount mount = new Mount();
            Json.object(json, mount::read);
            return mount;
        }

        private void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "Type" -> type = json.getText();
                case "Name" -> name = json.getText();
                case "Source" -> source = json.getText();
                default -> {}
            }
        }
    }
}
