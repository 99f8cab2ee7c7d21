package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.ContainerRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rules say of each container. */
final class ContainerVerdicts {
    private ContainerVerdicts() {}

    static Verdicts<Container> of(ContainerRules rules, Instant now) {
        List<Check<Container>> checks = new ArrayList<>();
        checks.add(Check.that(Container::running, Reason.Running::new, "state", "it has ended, or never ran"));
        checks.add(Check.that(Container::restarts, Reason.Restarts::new, "restart policy", "none"));
        // A stopped one is started again by the next build.
        checks.add(Check.that(
                container -> Owners.isBuilders(container.name()),
                BuilderReason.Builder::new,
                "builders",
                "not a builder"));
        checks.add(Check.that(
                container -> Owners.isKubernetes(container.labels()),
                Reason.OfKubernetes::new,
                "Kubernetes",
                "has no labels of it"));
        if (!rules.selector().equals(Selector.ALL)) {
            checks.add(Check.selector("containers", rules.selector(), Container::labels));
        }
        return new Verdicts<>(
                checks,
                AgeRule.named("containers.exitedFor", rules.exitedFor()),
                container -> AgeRule.weigh(Optional.of(container.lastUsed(now)), rules.exitedFor(), now));
    }
}
