package io.nodecleanup.operator;

import java.util.List;

/**
 * What whoever installed the operator says of the agents.
 *
 * @param image the image of the agents, the operator's own
 * @param imagePullPolicy as in a Pod
 * @param imagePullSecrets names of Secrets in the operator's namespace; may be empty
 * @param serviceAccount the account of the agents
 * @param allowedSockets the sockets that policies may name
 */
public record AgentSettings(
        String image,
        String imagePullPolicy,
        List<String> imagePullSecrets,
        String serviceAccount,
        List<String> allowedSockets) {
    public AgentSettings {
        imagePullSecrets = List.copyOf(imagePullSecrets);
        allowedSockets = List.copyOf(allowedSockets);
    }
}
