package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import java.util.Optional;
import java.util.function.Function;

/**
 * What has become of a policy's DaemonSet.
 *
 * @param daemonSet as it is, if there is one
 * @param refusal why the API server would not take the one that is wanted; empty if it did
 */
record Agents(Optional<DaemonSet> daemonSet, Optional<String> refusal) {
    /** There is none, or not yet. */
    static final Agents NONE = new Agents(Optional.empty(), Optional.empty());

    static Agents of(DaemonSet daemonSet) {
        return new Agents(Optional.of(daemonSet), Optional.empty());
    }

    /** How many nodes should have an agent, as far as the DaemonSet's controller has looked. */
    int selected() {
        return count(DaemonSetStatus::getDesiredNumberScheduled);
    }

    /** How many of them have one that runs, be it of the present version or of an earlier one. */
    int ready() {
        return count(DaemonSetStatus::getNumberReady);
    }

    /** How many of them have one that runs and is of the present version, or fewer: which of those that run are, is not told. */
    int current() {
        return Math.min(ready(), count(DaemonSetStatus::getUpdatedNumberScheduled));
    }

    /** How many do not run, and where to look; empty if all do. */
    Optional<String> missing() {
        int missing = selected() - ready();
        return missing > 0
                ? Optional.of(missing + " of " + selected() + (selected() == 1 ? " agent" : " agents")
                        + (missing == 1 ? " is" : " are") + " not ready: " + whereToLook())
                : Optional.empty();
    }

    /** The command that shows the agents' pods, where there is a DaemonSet. */
    String whereToLook() {
        return daemonSet
                .map(agents -> "kubectl -n " + agents.getMetadata().getNamespace() + " get pods -o wide -l "
                        + AgentLabels.query(agents.getSpec().getSelector().getMatchLabels()))
                .orElseThrow();
    }

    private int count(Function<DaemonSetStatus, Integer> which) {
        return daemonSet.map(DaemonSet::getStatus).map(which).orElse(0);
    }
}
