package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The {@code engine} block. No field is null: what is left out has its default. */
public record EngineSpec(
        @Default(SOCKET)
        @Size(min = 1, max = 100)
        @ValidationRule(value = SOCKET_RULE, message = SOCKET_PATH)
        @JsonPropertyDescription(
                "The Docker socket on the nodes. It must be one of the allowedSockets that the operator was installed with.")
        String socket,

        @Size(min = 1, max = 8)
        @ValidationRule(value = DISK_PATHS_RULE, message = DISK_PATH)
        @JsonPropertyDescription(
                "Folders of the nodes whose file systems count for diskPressure: the fullest of them. By default"
                        + " /var/lib/docker and /var/lib/containerd. With a graph driver only the folder that holds the engine's"
                        + " data root counts, since all that can be removed is there. Agents see them read-only.")
        List<@Size(min = 1, max = 100) String> diskPaths,

        @Default(SHARED_WITH_KUBELET)
        @SchemaFrom(type = SharedWithKubelet.class)
        @JsonPropertyDescription(
                "Where the kubelet itself runs its containers with this engine (cri-dockerd), Deny prunes only build cache and builders"
                        + " there; Allow prunes images, containers, volumes and networks by their rules as well, those that the kubelet has"
                        + " running or stopped excepted.")
        String sharedWithKubelet) {

    /** Whether more than build cache and builders may go where the kubelet uses the engine. */
    public enum SharedWithKubelet {
        Deny,
        Allow
    }

    public static final String SHARED_WITH_KUBELET = "Deny";

    public static final String SOCKET = "/var/run/docker.sock";
    public static final String SOCKET_PATH = "write the absolute path of a unix socket, such as " + SOCKET;
    public static final List<String> DISK_PATHS = List.of("/var/lib/docker", "/var/lib/containerd");
    public static final String DISK_PATH = "write the absolute path of a folder, such as /var/lib/docker";
    static final String DISK_PATHS_RULE =
            "self.all(p, p.matches('^(/[A-Za-z0-9._-]+)+$') && !p.contains('/../') && !p.endsWith('/..') && !p.contains('/./'))";
    static final String SOCKET_RULE =
            "self.matches('^(/[A-Za-z0-9._-]+)+$') && !self.contains('/../') && !self.endsWith('/..') && !self.contains('/./')";

    public EngineSpec {
        socket = socket == null ? SOCKET : socket;
        sharedWithKubelet = sharedWithKubelet == null ? SHARED_WITH_KUBELET : sharedWithKubelet;
        diskPaths = diskPaths == null ? DISK_PATHS : List.copyOf(diskPaths);
    }
}
