package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The {@code engine} block. No field is null: what is left out has its default. */
public record EngineSpec(
        @Default(SOCKET)
        @Size(min = 1, max = 100)
        @ValidationRule(value = SOCKET_RULE, message = SOCKET_PATH)
        @JsonPropertyDescription(
                "The Docker socket on the nodes. It must be one of the allowedSockets that the operator was installed with.")
        String socket) {

    public static final String SOCKET = "/var/run/docker.sock";
    public static final String SOCKET_PATH = "write the absolute path of a unix socket, such as " + SOCKET;
    static final String SOCKET_RULE =
            "self.matches('^(/[A-Za-z0-9._-]+)+$') && !self.contains('/../') && !self.endsWith('/..') && !self.contains('/./')";

    public EngineSpec {
        socket = socket == null ? SOCKET : socket;
    }
}
