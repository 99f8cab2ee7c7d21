package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.ContainerRules;
import java.time.Instant;
import java.util.Optional;

/** What the rules say of each container. */
record ContainerVerdicts(ContainerRules rules, Instant now) {
    /** Of containers that the kubelet runs where Docker backs it. */
    private static final String KUBERNETES = "io.kubernetes.";

    /** How buildx names the containers of its docker-container builders; a stopped one is started again by the next build. */
    private static final String BUILDER = "buildx_buildkit_";

    Reason of(Container container) {
        if (container.running()) {
            return new Reason.Running();
        }
        if (container.restarts()) {
            return new Reason.Restarts();
        }
        if (container.name().startsWith(BUILDER)) {
            return new Reason.Builder();
        }
        if (container.labels().keySet().stream().anyMatch(key -> key.startsWith(KUBERNETES))) {
            return new Reason.OfKubernetes();
        }
        if (!rules.selector().selects(container.labels())) {
            return new Reason.NotSelected();
        }
        return AgeRule.weigh(Optional.of(container.lastUsed(now)), rules.exitedFor(), now);
    }
}
