package io.nodecleanup.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The operator's settings. In the pod they are environment variables, {@code NODE_CLEANUP_AGENT_IMAGE} and so on. */
@ConfigMapping(prefix = "node-cleanup")
public interface OperatorSettings {
    /** What the agents are made of. */
    Agent agent();

    /** The sockets that policies may name: whoever writes a policy is root through them. */
    @WithDefault("/var/run/docker.sock,/run/docker.sock")
    List<String> allowedSockets();

    /** See {@link AgentSettings}. */
    interface Agent {
        /** The image of the agents. */
        String image();

        /** When the kubelet pulls it. */
        @WithDefault("IfNotPresent")
        String imagePullPolicy();

        /** Secrets to pull it with. */
        Optional<List<String>> imagePullSecrets();

        /** The account of the agents. */
        String serviceAccount();
    }
}
