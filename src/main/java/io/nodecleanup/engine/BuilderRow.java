package io.nodecleanup.engine;

import io.nodecleanup.engine.DiskUsage.Row;
import io.nodecleanup.prune.Builders;
import java.util.Map;
import java.util.Set;

/** The row of builders in the disk usage: one for each volume with the state of a builder, active where its container runs. */
final class BuilderRow {
    private BuilderRow() {}

    /**
     * @param volumeBytes of all volumes by name
     * @param running names of the containers that run
     */
    static Row of(Map<String, Long> volumeBytes, Set<String> running) {
        int total = 0;
        int active = 0;
        long bytes = 0;
        long activeBytes = 0;
        for (Map.Entry<String, Long> volume : volumeBytes.entrySet()) {
            var container = Builders.containerOf(volume.getKey());
            if (container.isPresent()) {
                boolean isActive = running.contains(container.get());
                total++;
                active += isActive ? 1 : 0;
                bytes += volume.getValue();
                activeBytes += isActive ? volume.getValue() : 0;
            }
        }
        return new Row(total, active, bytes, bytes - activeBytes);
    }
}
