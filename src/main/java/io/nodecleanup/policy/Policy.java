package io.nodecleanup.policy;

import io.nodecleanup.prune.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A valid policy, ready to go by.
 *
 * @param waitForBuilds how long a scheduled run is put off at most while a build is running; longer than {@code startingDeadline} is as
 *     long as that
 * @param diskPaths folders whose file systems count for disk pressure
 * @param diskPressure when the disk is too full; empty where nothing is removed for want of space
 * @param maxRemovedPercent of the bytes of images and build cache, for scheduled runs; 1 to 100, empty for no limit
 */
public record Policy(
        Rules rules,
        Optional<Schedule> schedule,
        Duration startingDeadline,
        Duration spread,
        Duration waitForBuilds,
        Duration deadline,
        boolean suspend,
        boolean dryRun,
        String socket,
        List<Path> diskPaths,
        Optional<DiskPressure> diskPressure,
        OptionalInt maxRemovedPercent) {
    public Policy {
        diskPaths = List.copyOf(diskPaths);
    }
}
