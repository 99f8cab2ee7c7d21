package io.nodecleanup.engine;

import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.prune.Network;
import java.util.Optional;

/**
 * Removes a network by its id. An engine refuses one that a running container is joined to, but takes it from under a stopped one or one
 * that was only made, which then cannot start any more; so a look comes right before, whether one has come since the plan. That one came
 * and went leaves no trace but events; where some of them may have been missed it stays.
 */
final class NetworkRemoval {
    private final EngineCalls calls;
    private final Limits limits;

    NetworkRemoval(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    /** @param watch on since before the network was listed, if it is */
    RemovalOutcome remove(Network network, Optional<UseWatch> watch) {
        return calls.call(limits.networkRemoval(), "the removal of network " + network.id(), engine -> {
            Optional<String> container = ContainerList.readWithoutSizes(engine.http()).stream()
                    .filter(entry -> entry.networks().stream().anyMatch(network::isMeantBy))
                    .map(ContainerList.Entry::name)
                    .findFirst();
            if (container.isPresent()) {
                return new Refused("container " + container.get() + " is joined to it, or is when it starts");
            }
            if (watch.filter(UseWatch::isComplete).isEmpty()) {
                return new Refused(UseWatch.MISSED);
            }
            if (watch.get().isUsed(network)) {
                return new Refused(UseWatch.USED);
            }
            return RemovalAnswer.to(
                    () -> engine.docker().removeNetworkCmd(network.id()).exec(), RemovalAnswer.FORBIDDEN);
        });
    }
}
