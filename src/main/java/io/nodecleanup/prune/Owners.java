package io.nodecleanup.prune;

import java.util.Map;

/** Whose a thing is, where its name or labels tell. */
final class Owners {
    /** Of what the kubelet runs where Docker backs it. */
    private static final String KUBERNETES = "io.kubernetes.";
    /** How buildx names the containers of its docker-container builders, and, with {@code _state} behind, their volumes. */
    static final String BUILDER = "buildx_buildkit_";

    private Owners() {}

    static boolean isBuilders(String name) {
        return name.startsWith(BUILDER);
    }

    /** What buildx calls the builder. */
    static String ofBuilder(String container) {
        return container.substring(BUILDER.length());
    }

    static boolean isKubernetes(Map<String, String> labels) {
        return labels.keySet().stream().anyMatch(key -> key.startsWith(KUBERNETES));
    }
}
