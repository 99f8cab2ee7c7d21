package io.nodecleanup.engine;

import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.prune.Network;
import java.util.Optional;

/**
 * Removes a network by its id. An engine refuses one that a running container is joined to, but takes it from under a stopped one or one
 * that was only made, which then cannot start any more; so a look comes right before, whether one has come since the plan.
 */
final class NetworkRemoval {
    private final EngineCalls calls;
    private final Limits limits;

    NetworkRemoval(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    RemovalOutcome remove(Network network) {
        return calls.call(limits.networkRemoval(), "the removal of network " + network.id(), engine -> {
            Optional<String> container = ContainerList.readWithoutSizes(engine.http()).stream()
                    .filter(entry -> entry.networks().stream().anyMatch(network::isMeantBy))
                    .map(ContainerList.Entry::name)
                    .findFirst();
            if (container.isPresent()) {
                return new Refused("container " + container.get() + " is joined to it, or is when it starts");
            }
            return RemovalAnswer.to(
                    () -> engine.docker().removeNetworkCmd(network.id()).exec(), RemovalAnswer.FORBIDDEN);
        });
    }
}
