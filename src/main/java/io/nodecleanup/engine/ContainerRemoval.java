package io.nodecleanup.engine;

import io.nodecleanup.prune.Container;

/**
 * Removes a container that does not run. Without force an engine refuses one that was started since; without {@code v} its anonymous
 * volumes stay, which are for the policy's rule on volumes.
 */
final class ContainerRemoval {
    private final EngineCalls calls;
    private final Limits limits;

    ContainerRemoval(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    RemovalOutcome remove(Container container) {
        return calls.call(
                limits.containerRemoval(),
                "the removal of container " + container.id(),
                engine -> RemovalAnswer.to(
                        () -> engine.docker().removeContainerCmd(container.id()).exec(), RemovalAnswer.CONFLICT));
    }
}
