package io.nodecleanup.engine;

import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.Builders;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Volume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The docker-container builders of buildx, and what running ones tell of their caches. */
final class BuilderReader {
    private final EngineCalls calls;
    private final Parallel parallel;
    private final Limits limits;

    BuilderReader(EngineCalls calls, Parallel parallel, Limits limits) {
        this.calls = calls;
        this.parallel = parallel;
        this.limits = limits;
    }

    List<Builder> read(List<Container> containers, List<Volume> volumes) {
        List<Container> running = Builders.containers(containers).stream()
                .filter(Container::running)
                .toList();
        List<Builder.State> states = parallel.map("builders", running, this::state);
        Map<String, Builder.State> byContainer = new HashMap<>();
        for (int i = 0; i < states.size(); i++) {
            byContainer.put(running.get(i).id(), states.get(i));
        }
        return Builders.find(containers, volumes, container -> byContainer.get(container.id()));
    }

    /** Who is connected to a running one. Where there is none it costs one short list. */
    List<BuilderConnection> connections() {
        return calls.call(limits.list(), "its builders in use", engine -> {
            List<BuilderConnection> found = new ArrayList<>();
            for (ContainerList.Entry entry : ContainerList.running(engine.http(), Builders.NAMES)) {
                if (Builders.isBuilder(entry.name(), entry.mounts().volumes())) {
                    Buildctl.connections(engine, entry.id()).stream()
                            .map(id -> new BuilderConnection(Builders.nameOf(entry.name()), id))
                            .forEach(found::add);
                }
            }
            return found;
        });
    }

    /** A builder that does not answer, or not as expected, must not end the run: it stays as it is. */
    private Builder.State state(Container container) {
        try {
            return calls.call(limits.list(), "the cache of builder " + container.name(), engine -> {
                boolean connected = Buildctl.isConnected(engine, container.id());
                List<CacheRecord> records = Buildctl.records(engine, container.id());
                return new Builder.Running(
                        records, connected || records.stream().anyMatch(CacheRecord::inUse));
            });
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.INTERRUPTED) {
                throw e;
            }
            return new Builder.Unreadable(e.getMessage());
        }
    }
}
