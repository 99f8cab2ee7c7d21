package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What has become of a policy's DaemonSet.
 *
 * @param daemonSet as it is, if there is one
 * @param refusal why the API server would not take the one that is wanted, or let go the one that is not; empty if it did
 */
record Agents(Optional<DaemonSet> daemonSet, Optional<String> refusal) {
    /** Agents mount the Docker socket, which Pod Security lets them in such a namespace only. */
    private static final String PRIVILEGED = "pod-security.kubernetes.io/enforce: privileged";

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

    /** Whether the DaemonSet's controller has looked at its present version. */
    boolean isSeen() {
        return daemonSet
                .filter(agents -> agents.getStatus() != null
                        && Objects.equals(
                                agents.getStatus().getObservedGeneration(),
                                agents.getMetadata().getGeneration()))
                .isPresent();
    }

    /** The command that shows the agents' pods, where there is a DaemonSet; and, if some have no pod to be shown, why that may be. */
    String whereToLook() {
        DaemonSet agents = daemonSet.orElseThrow();
        String namespace = agents.getMetadata().getNamespace();
        String pods = "kubectl -n " + namespace + " get pods -o wide -l "
                + AgentLabels.query(agents.getSpec().getSelector().getMatchLabels());
        int withoutPod = withoutPod();
        if (withoutPod == 0) {
            return pods;
        }
        // Only perhaps: between the old pod of a node and the new one it is so for a moment too.
        return pods + "; " + withoutPod + (withoutPod == 1 ? " has" : " have")
                + " no pod: perhaps none can be created, where the namespace lacks the label " + PRIVILEGED
                + " or has a quota; the refusal is shown by: kubectl describe daemonset --namespace "
                + namespace + " " + agents.getMetadata().getName();
    }

    private int withoutPod() {
        return isSeen() ? Math.max(0, selected() - count(DaemonSetStatus::getCurrentNumberScheduled)) : 0;
    }

    private int count(Function<DaemonSetStatus, Integer> which) {
        return daemonSet.map(DaemonSet::getStatus).map(which).orElse(0);
    }
}
