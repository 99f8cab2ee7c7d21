package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The {@code engine} block. No field is null: what is left out has its default. */
@ValidationRule(
        value = EngineSpec.DISK_PATHS_WITHOUT_SOCKET_RULE,
        message = EngineSpec.DISK_PATH_WITHOUT_SOCKET,
        fieldPath = ".diskPaths")
public record EngineSpec(
        @Default(SOCKET)
        @Size(min = 1, max = 100)
        @ValidationRule(value = SOCKET_RULE, message = SOCKET_PATH)
        @JsonPropertyDescription(
                "The Docker socket on the nodes. It must be one of the allowedSockets that the operator was installed with.")
        String socket,

        @Size(min = 1, max = 8)
        @ValidationRule(value = DISK_PATHS_RULE, message = DISK_PATH)
        @ValidationRule(value = DISK_PATHS_ONCE_RULE, message = DISK_PATH_ONCE)
        @ValidationRule(value = DISK_PATHS_OF_ENGINE_RULE, message = DISK_PATH_OF_ENGINE)
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
    public static final String DISK_PATH_ONCE = "write each folder once";

    /**
     * Folders that would lie over what the agent's container has of its own (its image, see dev/image; its mounts; the kernel's), or that
     * hold the sockets of every runtime, which a read-only mount does not keep from being spoken to.
     */
    public static final String AGENTS_OWN = "^(/(app|etc|jre|lib|lib/x86_64-linux-gnu|lib64|tmp|var)"
            + "|/(dev|proc|run|sys|var/run|var/lib/node-cleanup)(/.*)?)$";

    public static final String DISK_PATH_OF_ENGINE =
            "write a folder that holds data of an engine, such as /var/lib/docker; of this one the agent has its own, or sockets are in it";

    public static final String DISK_PATH_WITHOUT_SOCKET =
            "write folders that do not hold the socket, such as /var/lib/docker; agents get no other file that is beside it";

    static final String DISK_PATHS_RULE =
            "self.all(p, p.matches('^(/[A-Za-z0-9._-]+)+$') && !p.contains('/../') && !p.endsWith('/..')"
                    + " && !p.contains('/./') && !p.endsWith('/.'))";
    static final String DISK_PATHS_ONCE_RULE = "self.all(p, self.exists_one(q, q == p))";
    static final String DISK_PATHS_OF_ENGINE_RULE = "self.all(p, !p.matches('" + AGENTS_OWN + "'))";
    static final String DISK_PATHS_WITHOUT_SOCKET_RULE = "!has(self.diskPaths) || !has(self.socket)"
            + " || self.diskPaths.all(p, !(self.socket + '/').startsWith(p + '/'))";
    static final String SOCKET_RULE =
            "self.matches('^(/[A-Za-z0-9._-]+)+$') && !self.contains('/../') && !self.endsWith('/..')"
                    + " && !self.contains('/./') && !self.endsWith('/.')";

    public EngineSpec {
        socket = socket == null ? SOCKET : socket;
        sharedWithKubelet = sharedWithKubelet == null ? SHARED_WITH_KUBELET : sharedWithKubelet;
        diskPaths = diskPaths == null ? DISK_PATHS : List.copyOf(diskPaths);
    }
}
