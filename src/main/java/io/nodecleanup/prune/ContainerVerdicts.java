package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.ContainerRules;
import java.time.Instant;
import java.util.Optional;

/** What the rules say of each container. */
record ContainerVerdicts(ContainerRules rules, Instant now) {
    Reason of(Container container) {
        if (container.running()) {
            return new Reason.Running();
        }
        if (container.restarts()) {
            return new Reason.Restarts();
        }
        // A stopped one is started again by the next build.
        if (Owners.isBuilders(container.name())) {
            return new Reason.Builder();
        }
        if (Owners.isKubernetes(container.labels())) {
            return new Reason.OfKubernetes();
        }
        if (!rules.selector().selects(container.labels())) {
            return new Reason.NotSelected();
        }
        return AgeRule.weigh(Optional.of(container.lastUsed(now)), rules.exitedFor(), now);
    }
}
