package io.nodecleanup.prune;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A network of the engine.
 *
 * @param id the full id
 * @param name not unique
 * @param scope {@code local}, or wider: {@code swarm}, {@code global}
 * @param ingress whether it is Swarm's routing mesh
 * @param configOnly whether it only holds settings that other networks take theirs from
 * @param labels never null
 * @param created when it was made; empty where the engine does not tell
 */
public record Network(
        String id,
        String name,
        String scope,
        boolean ingress,
        boolean configOnly,
        Map<String, String> labels,
        Optional<Instant> created)
        implements Prunable {
    public Network {
        labels = Map.copyOf(labels);
    }

    @Override
    public String kind() {
        return "Network";
    }

    @Override
    public String displayName() {
        return name;
    }

    /** Networks hold no data. */
    @Override
    public long sizeBytes() {
        return 0;
    }

    /** Whether a container that names its network so may mean this one: by name, id, or an id's beginning. */
    public boolean isMeantBy(String written) {
        return !written.isEmpty() && (name.equals(written) || id.startsWith(written));
    }
}
