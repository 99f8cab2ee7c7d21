package io.nodecleanup.prune;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A docker-container builder of buildx: the container in which BuildKit runs, with the volume of its state; or such a volume that no
 * container is left of.
 *
 * @param name as buildx names its node, {@code ci0} of the container {@code buildx_buildkit_ci0}
 * @param container empty only if it is gone
 * @param volume empty if it is gone
 */
public record Builder(String name, State state, Optional<Container> container, Optional<Volume> volume)
        implements Prunable {
    /** What a builder does. */
    public sealed interface State {}

    /**
     * It runs, and told of its cache.
     *
     * @param records of its cache
     * @param building whether a build uses one of them, or somebody is connected to it
     */
    public record Running(List<CacheRecord> records, boolean building) implements State {
        public Running {
            records = List.copyOf(records);
        }
    }

    /**
     * It runs, but its cache could not be asked for.
     *
     * @param why a sentence for people, bounded
     */
    public record Unreadable(String why) implements State {}

    /** Its container is there and does not run: the next build starts it. */
    public record Stopped() implements State {}

    /** Its container is gone: only the volume is left. */
    public record Gone() implements State {}

    @Override
    public String kind() {
        return "Builder";
    }

    /** The id of its container, or the name of the volume that is left of it. */
    @Override
    public String id() {
        return container.map(Container::id).or(() -> volume.map(Volume::name)).orElse(name);
    }

    @Override
    public String displayName() {
        return name;
    }

    /** Its state and what its container has written; 0 where the size of volumes is not known. */
    @Override
    public long sizeBytes() {
        return container.map(Container::sizeBytes).orElse(0L)
                + volume.map(Volume::sizeBytes).orElse(0L);
    }

    /**
     * When a build used it last; empty where nothing tells, as of one that runs with an empty cache.
     *
     * @param ofVolume the last use of the volume that is left
     */
    Optional<Instant> lastBuild(Optional<Instant> ofVolume, Instant now) {
        return switch (state) {
            case Running running ->
                running.building()
                        ? Optional.of(now)
                        : running.records().stream().map(Sights::ownUse).reduce(LastUse::later);
            case Unreadable unreadable -> Optional.empty();
            case Stopped stopped -> container.map(each -> each.lastUsed(now));
            case Gone gone -> ofVolume;
        };
    }

    /** Whether this is its container or its volume. */
    boolean has(Prunable thing) {
        return container.filter(thing::equals).isPresent()
                || volume.filter(thing::equals).isPresent();
    }

    Builder withVolume(Volume sized) {
        return new Builder(name, state, container, Optional.of(sized));
    }
}
