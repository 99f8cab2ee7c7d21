package io.nodecleanup.prune;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a thing is old enough to go. */
final class AgeRule {
    private AgeRule() {}

    /** The rule as a {@link Ruling} names it. */
    static String named(String field, Duration rule) {
        return field + " " + Age.text(rule);
    }

    /** A rule of zero lets go whatever the age; else what nothing tells the age of stays. */
    static Reason weigh(Optional<Instant> lastUse, Duration rule, Instant now) {
        if (rule.isZero()) {
            return new Reason.UnusedAnyAge();
        }
        if (lastUse.isEmpty()) {
            return new Reason.LastUseUnknown(rule);
        }
        Duration age = Duration.between(lastUse.get(), now);
        return age.compareTo(rule) >= 0 ? new Reason.Unused(age, rule) : new Reason.TooYoung(age, rule);
    }
}
