package io.nodecleanup.engine;

import io.nodecleanup.engine.RemovalOutcome.AlreadyGone;
import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.prune.Volume;
import java.util.Optional;

/**
 * Removes a volume that no container has, running or not: an engine refuses any other. It knows a volume by name alone, so a look comes
 * right before, whether it still is the one that was planned and not another of the same name. That a container came and went with it
 * leaves no trace but events; where some of them may have been missed it stays.
 */
final class VolumeRemoval {
    private final EngineCalls calls;
    private final Limits limits;

    VolumeRemoval(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    /** @param watch on since before the volume was listed, if it is */
    RemovalOutcome remove(Volume planned, Optional<UseWatch> watch) {
        return calls.call(limits.volumeRemoval(), "the removal of volume " + planned.name(), engine -> {
            Optional<VolumeList.Entry> found = VolumeList.find(engine, planned.name());
            if (found.isEmpty()) {
                return new AlreadyGone();
            }
            if (!found.get().volume().sized(planned.sizeBytes()).equals(planned)) {
                return new Refused("it was made again, or written to, since it was planned");
            }
            if (watch.filter(UseWatch::isComplete).isEmpty()) {
                return new Refused(UseWatch.MISSED);
            }
            if (watch.get().isUsed(found.get())) {
                return new Refused(UseWatch.USED);
            }
            return RemovalAnswer.to(
                    () -> engine.docker().removeVolumeCmd(planned.name()).exec(), RemovalAnswer.CONFLICT);
        });
    }
}
