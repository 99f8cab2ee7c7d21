package io.nodecleanup.prune;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A volume of the engine.
 *
 * @param name its only identity: who removes a volume and makes one of the same name has another with the same
 * @param driver {@code local}, or a plugin's
 * @param hasOptions whether it was made with options for its driver: its data may then be on another machine
 * @param anonymous whether nobody named it: it was made for a {@code VOLUME} of an image, or for {@code -v /path}
 * @param labels never null
 * @param sizeBytes its bytes; 0 where they are not known, since only a walk over the disk tells
 * @param created when it was made; up to Engine 20.10 also when a file was added to or removed from its top folder. Empty where the
 *     engine does not tell
 */
public record Volume(
        String name,
        String driver,
        boolean hasOptions,
        boolean anonymous,
        Map<String, String> labels,
        long sizeBytes,
        Optional<Instant> created)
        implements Prunable {
    public Volume {
        labels = Map.copyOf(labels);
    }

    @Override
    public String kind() {
        return "Volume";
    }

    @Override
    public String id() {
        return name;
    }

    @Override
    public String displayName() {
        return name;
    }

    /** The same volume, with its size. */
    public Volume sized(long bytes) {
        return new Volume(name, driver, hasOptions, anonymous, labels, bytes, created);
    }
}
