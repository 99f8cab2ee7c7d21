package io.nodecleanup.policy;

import io.nodecleanup.prune.Rules;
import java.time.Duration;
import java.util.Optional;

/** A valid policy, ready to go by. */
public record Policy(
        Rules rules,
        Optional<Schedule> schedule,
        Duration startingDeadline,
        Duration spread,
        Duration deadline,
        boolean suspend,
        boolean dryRun,
        String socket) {}
