package io.nodecleanup.engine;

import io.nodecleanup.engine.RemovalOutcome.AlreadyGone;
import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.prune.Container;
import java.util.Optional;

/**
 * Removes a container that does not run. Without force an engine refuses one that runs by now, but not one that has ended again; so a look
 * comes right before, whether it ran since it was planned. Without {@code v} its anonymous volumes stay, which are for the policy's rule on
 * volumes.
 */
final class ContainerRemoval {
    private final EngineCalls calls;
    private final Limits limits;

    ContainerRemoval(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    RemovalOutcome remove(Container planned) {
        return calls.call(limits.containerRemoval(), "the removal of container " + planned.id(), engine -> {
            Optional<ContainerInspection> found = ContainerInspection.of(engine, planned.id());
            if (found.isEmpty()) {
                return new AlreadyGone();
            }
            if (found.get().ranSince(planned)) {
                return new Refused("it was started since it was planned");
            }
            if (found.get().restarts() && !planned.restarts()) {
                return new Refused("it has got a restart policy since it was planned");
            }
            return RemovalAnswer.to(
                    () -> engine.docker().removeContainerCmd(planned.id()).exec(), RemovalAnswer.CONFLICT);
        });
    }
}
