package io.nodecleanup.journal;

import io.nodecleanup.engine.EngineActivity;
import io.nodecleanup.engine.EngineActivity.ContainerImages;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.journal.JournalState.Waiting;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the engine which images a use was of, right after the event: a container's event tells its image as somebody typed it, and nothing
 * of images mounted into it. What has ended so fast that it is gone is asked for by the image's name, and what has no image of that name
 * any more waits for the next look at all images.
 */
final class Resolver {
    private final EngineActivity engine;
    private final JournalKeeper keeper;
    private Map<String, Waiting> asked = Map.of();

    Resolver(EngineActivity engine, JournalKeeper keeper) {
        this.engine = engine;
        this.keeper = keeper;
    }

    /** @throws EngineException if the engine cannot be asked; what is not resolved still waits then */
    synchronized void resolve() {
        Map<String, Waiting> waiting = keeper.state().waiting();
        for (Map.Entry<String, Waiting> each : waiting.entrySet()) {
            // Once is enough: what is not there now is not asked for again and again.
            if (each.getValue().equals(asked.get(each.getKey()))) {
                continue;
            }
            Set<String> ids = imageIds(each.getKey(), each.getValue().reference());
            if (!ids.isEmpty()) {
                keeper.update(state -> state.withResolved(each.getKey(), ids));
            }
        }
        asked = waiting;
    }

    private Set<String> imageIds(String key, String reference) {
        Optional<ContainerImages> container = key.equals(reference) ? Optional.empty() : engine.imagesOf(key);
        if (container.isEmpty()) {
            return imageId(reference).map(Set::of).orElse(Set.of());
        }
        Set<String> ids = new HashSet<>(Set.of(container.get().imageId()));
        container.get().mounted().forEach(mounted -> imageId(mounted).ifPresent(ids::add));
        return ids;
    }

    private Optional<String> imageId(String reference) {
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        try {
            return engine.imageId(reference);
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.FAILED) {
                // Whatever somebody has typed, the engine does not take it for a reference.
                return Optional.empty();
            }
            throw e;
        }
    }
}
