package io.nodecleanup.policy;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * When scheduled runs are due. Ticks are those of Unix cron in the policy's time zone: a time that a change of clocks skips is skipped,
 * one that it repeats comes once; day of month and day of week together mean either.
 */
public final class Schedule {
    private static final Map<String, String> SHORT_FORMS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *");

    private final ExecutionTime times;
    private final ZoneId zone;

    private Schedule(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * Reads five cron fields or a short form such as {@code @daily}.
     *
     * @throws IllegalArgumentException with the place of the mistake
     */
    static Schedule parse(String cron, ZoneId zone) {
        var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        return new Schedule(ExecutionTime.forCron(parser.parse(SHORT_FORMS.getOrDefault(cron, cron))), zone);
    }

    /** The first tick after this moment, or empty if there is none (30 February). */
    public Optional<Instant> nextAfter(Instant moment) {
        return times.nextExecution(moment.atZone(zone)).map(tick -> tick.toInstant());
    }

    /** The last tick at or before this moment, or empty if there is none. */
    public Optional<Instant> lastAtOrBefore(Instant moment) {
        // cron-utils looks strictly before.
        return times.lastExecution(moment.plusSeconds(1).atZone(zone))
                .map(tick -> tick.toInstant())
                .filter(tick -> !tick.isAfter(moment));
    }

    /** How long after each tick a node starts: fixed for its name, spread evenly over the window; whole seconds. */
    public static Duration offset(String nodeName, Duration spread) {
        var hash = new CRC32();
        hash.update(nodeName.getBytes(StandardCharsets.UTF_8));
        long window = spread.toSeconds();
        return Duration.ofSeconds(window == 0 ? 0 : hash.getValue() % window);
    }
}
