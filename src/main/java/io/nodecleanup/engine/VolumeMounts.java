package io.nodecleanup.engine;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which volumes a container has, also where it mounts a folder inside one by its path: the engine does not know such a use, and removes
 * the volume under a running container.
 */
final class VolumeMounts {
    private static final String DATA = "_data";

    private final Map<Path, String> nameByFolder = new HashMap<>();

    VolumeMounts(List<VolumeList.Entry> volumes) {
        for (VolumeList.Entry entry : volumes) {
            path(entry.mountpoint()).ifPresent(mountpoint -> {
                // The local driver has a volume's data in this folder of the volume's own.
                boolean hasOwnFolder = mountpoint.endsWith(DATA) && mountpoint.getParent() != null;
                nameByFolder.put(
                        hasOwnFolder ? mountpoint.getParent() : mountpoint,
                        entry.volume().name());
            });
        }
    }

    /** Their names. */
    List<String> of(ContainerMounts container) {
        return Stream.concat(
                        container.volumes().stream(),
                        container.folders().stream().flatMap(folder -> volumeAround(folder).stream()))
                .distinct()
                .toList();
    }

    /** The one that the folder of the host is in. */
    Optional<String> volumeAround(String folder) {
        return Stream.iterate(path(folder).orElse(null), path -> path != null, Path::getParent)
                .map(nameByFolder::get)
                .filter(name -> name != null)
                .findFirst();
    }

    /** Empty if it is none, as with a driver that has its data elsewhere. */
    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
