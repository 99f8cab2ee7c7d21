package io.nodecleanup.operator;

import io.javaoperatorsdk.operator.api.config.AnnotationConfigurable;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at a policy at most once in the period: the first time at once, then when the period is over. JOSDK's own LinearRateLimiter
 * waits for the time that has gone by instead of the time left, up to twice the period.
 *
 * <p>Configured by {@link RateLimited} (its period; one look in it), since Quarkus leaves out, in silence, a limiter that is not.
 */
public class AtMostEvery implements RateLimiter<AtMostEvery.Last>, AnnotationConfigurable<RateLimited> {
    /** When a policy may be looked at again. */
    public static final class Last implements RateLimiter.RateLimitState {
        private boolean used;
        private long next;
    }

    private long periodMillis;

    /** The period. Public, as the setter is: Quarkus records it when building. */
    public long getPeriodMillis() {
        return periodMillis;
    }

    /** Sets the period. */
    public void setPeriodMillis(long periodMillis) {
        this.periodMillis = periodMillis;
    }

    @Override
    public void initFrom(RateLimited limit) {
        periodMillis = Duration.of(limit.within(), limit.unit().toChronoUnit()).toMillis();
    }

    @Override
    public Optional<Duration> isLimited(RateLimitState state) {
        return isLimited((Last) state, System.nanoTime());
    }

    /** The time left until the next look, or empty if it may be now, which then counts as taken. */
    Optional<Duration> isLimited(Last last, long nanoTime) {
        if (last.used && last.next - nanoTime > 0) {
            return Optional.of(Duration.ofNanos(last.next - nanoTime));
        }
        last.used = true;
        last.next = nanoTime + Duration.ofMillis(periodMillis).toNanos();
        return Optional.empty();
    }

    @Override
    public Last initState() {
        return new Last();
    }
}
