package io.nodecleanup.policy;

import io.nodecleanup.prune.Rules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A valid policy, ready to go by.
 *
 * @param maxRemovedPercent of the bytes of images and build cache, for scheduled runs; 1 to 100, empty for no limit
 */
public record Policy(
        Rules rules,
        Optional<Schedule> schedule,
        Duration startingDeadline,
        Duration spread,
        Duration deadline,
        boolean suspend,
        boolean dryRun,
        String socket,
        OptionalInt maxRemovedPercent) {}
