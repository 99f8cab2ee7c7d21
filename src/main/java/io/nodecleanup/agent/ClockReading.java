package io.nodecleanup.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time by the clock, and by the kernel's count since it started, which nobody sets.
 *
 * @param boot which start of the machine it is
 * @param uptime since that start, also while the machine slept
 */
record ClockReading(String boot, Instant time, Duration uptime) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path UPTIME = Path.of("/proc/uptime");

    /** @throws IOException where there is no Linux */
    static ClockReading now(Clock clock) throws IOException {
        double seconds = Double.parseDouble(Files.readString(UPTIME).split(" ", 2)[0]);
        return new ClockReading(
                Files.readString(BOOT_ID).strip(), clock.instant(), Duration.ofMillis(Math.round(1_000 * seconds)));
    }

    /**
     * How far the clock was moved since another reading: ahead is positive. Over a new start of the machine only that it went back is known,
     * since nothing tells how long the machine was off.
     */
    Duration movedSince(ClockReading earlier) {
        Duration passed = Duration.between(earlier.time, time);
        if (boot.equals(earlier.boot)) {
            return passed.minus(uptime.minus(earlier.uptime));
        }
        Duration least = passed.minus(uptime);
        return least.isNegative() ? least : Duration.ZERO;
    }
}
