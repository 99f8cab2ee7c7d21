package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.util.Optional;

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
        return daemonSet
                .map(DaemonSet::getStatus)
                .map(status -> status.getDesiredNumberScheduled())
                .orElse(0);
    }
}
