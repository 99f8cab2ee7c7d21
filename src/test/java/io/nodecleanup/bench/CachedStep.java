package io.nodecleanup.bench;

import java.time.Duration;
import java.time.Instant;

/** A step in the cache. Made anew after an eviction, it is another one: an engine gives it a new id. */
final class CachedStep {
    /** In which a use counts half. */
    private static final double HALF_LIFE_SECONDS = Duration.ofDays(7).toSeconds();

    private final int number;
    private final String id;
    private final BuildTrace.Step step;
    private final long bytes;
    private final Instant created;
    private Instant lastUsed;
    private int uses = 1;
    private Instant credited;
    private double frequency = 1;
    private int children;

    CachedStep(int number, String id, BuildTrace.Step step, long bytes, Instant now) {
        this.number = number;
        this.id = id;
        this.step = step;
        this.bytes = bytes;
        this.created = now;
        this.lastUsed = now;
        this.credited = now;
    }

    /** By a build that found it: what the engine records. */
    void use(Instant now) {
        lastUsed = now;
        uses++;
    }

    /** Of a use of it or of what was built from it: what the engine does not record. */
    void credit(Instant now) {
        frequency = frequency(now) + 1;
        credited = now;
    }

    /** Credited uses, each worth half after a week. */
    double frequency(Instant now) {
        return frequency * Math.pow(2, -secondsBetween(credited, now) / HALF_LIFE_SECONDS);
    }

    double secondsSinceCredit(Instant now) {
        return secondsBetween(credited, now);
    }

    void children(int more) {
        children += more;
    }

    int number() {
        return number;
    }

    String id() {
        return id;
    }

    BuildTrace.Step step() {
        return step;
    }

    long bytes() {
        return bytes;
    }

    Instant created() {
        return created;
    }

    Instant lastUsed() {
        return lastUsed;
    }

    int uses() {
        return uses;
    }

    Instant credited() {
        return credited;
    }

    int children() {
        return children;
    }

    private static double secondsBetween(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
