package io.nodecleanup.engine;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.nodecleanup.engine.RemovalOutcome.AlreadyGone;
import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.engine.RemovalOutcome.Removed;
import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.BuilderCache;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Volume;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removes builders, and what is in the caches of running ones. A running builder is asked again right before it is stopped, and one that
 * was stopped must not have run since. Its container goes without force, so an engine refuses where somebody started it meanwhile, and its
 * volume after it, which an engine refuses where another container has it.
 */
final class BuilderRemoval {
    private static final RemovalOutcome USED = new Refused("it was started or used since it was planned");
    private static final int SECONDS_TO_STOP = 10;

    private final EngineCalls calls;
    private final Limits limits;
    private final VolumeRemoval volumes;

    BuilderRemoval(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
        this.volumes = new VolumeRemoval(calls, limits);
    }

    /** @param watch on since before the builder was listed, if it is */
    RemovalOutcome remove(Builder planned, Optional<UseWatch> watch) {
        if (planned.container().isEmpty()) {
            return planned.volume().map(volume -> volumes.remove(volume, watch)).orElseGet(AlreadyGone::new);
        }
        Container container = planned.container().get();
        return calls.call(limits.volumeRemoval(), "the removal of builder " + planned.name(), engine -> {
            Optional<ContainerInspection> found = ContainerInspection.of(engine, container.id());
            if (found.isEmpty()) {
                return new AlreadyGone();
            }
            try {
                boolean used = found.get().running()
                        ? !stopIfUnused(engine, container.id(), planned)
                        : found.get().ranSince(container);
                if (used) {
                    return USED;
                }
            } catch (NotFoundException gone) {
                return new AlreadyGone();
            }
            RemovalOutcome outcome = RemovalAnswer.to(
                    () -> engine.docker().removeContainerCmd(container.id()).exec(), RemovalAnswer.CONFLICT);
            return outcome instanceof Removed ? removeState(engine, planned.volume()) : outcome;
        });
    }

    RemovalOutcome prune(BuilderCache planned) {
        return calls.call(
                limits.recordRemoval(),
                "the pruning of builder " + planned.builder().name(),
                engine -> {
                    try {
                        return Buildctl.prune(engine, planned.id(), planned.unusedFor(), planned.keepBytes()) > 0
                                ? new Removed()
                                : new Refused("a build used since it was planned what was to go");
                    } catch (NotFoundException gone) {
                        return new AlreadyGone();
                    }
                });
    }

    private static boolean stopIfUnused(Session engine, String id, Builder planned)
            throws IOException, InterruptedException {
        if (!(planned.state() instanceof Builder.Running before)) {
            return false;
        }
        List<CacheRecord> now = Buildctl.records(engine, id);
        boolean used = now.stream().anyMatch(CacheRecord::inUse)
                || lastUse(now).isAfter(lastUse(before.records()))
                || Buildctl.isConnected(engine, id);
        if (used) {
            return false;
        }
        try {
            engine.docker().stopContainerCmd(id).withTimeout(SECONDS_TO_STOP).exec();
        } catch (NotModifiedException stopped) {
            // By itself, or by somebody else.
        }
        return true;
    }

    private static Instant lastUse(List<CacheRecord> records) {
        return records.stream()
                .map(record -> record.lastUsed().orElse(record.created()))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    /** It was of the container that has just gone: under its name there is that state, or one that a new container has already. */
    private static RemovalOutcome removeState(Session engine, Optional<Volume> volume) {
        RemovalOutcome outcome = volume.map(state -> RemovalAnswer.to(
                        () -> engine.docker().removeVolumeCmd(state.name()).exec(), RemovalAnswer.CONFLICT))
                .orElseGet(Removed::new);
        return outcome instanceof Refused(String why)
                ? new Refused("its container is removed, but its volume stays: " + why)
                : new Removed();
    }
}
