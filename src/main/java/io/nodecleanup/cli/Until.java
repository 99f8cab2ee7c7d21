package io.nodecleanup.cli;

import io.nodecleanup.policy.DurationText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of Docker's filter {@code until}: an age as Go writes it ({@code 1h30m}, {@code 1.5h}) or as policies do ({@code 7d}), or a
 * point in time (RFC 3339, with or without its zone or its time of day; seconds since 1970), which becomes the age it has now.
 *
 * @param age not negative
 * @param pointInTime empty if an age was written
 */
record Until(Duration age, Optional<Instant> pointInTime) {
    private static final Pattern GO_DURATION = Pattern.compile("(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|µs|ms|s|m|h))+");
    private static final Pattern GO_PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|ms|s|m|h)");
    private static final Pattern UNIX_TIME = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    /**
     * Reads the value.
     *
     * @param zone of points in time without one
     * @throws UsageException if it is none of these, or a point in time to come
     */
    static Until parse(String text, Instant now, ZoneId zone) {
        Optional<Duration> age = DurationText.parse(text).or(() -> goDuration(text));
        if (age.isPresent()) {
            return new Until(age.get(), Optional.empty());
        }
        Instant moment = pointInTime(text, zone)
                .orElseThrow(() -> new UsageException("--filter until=" + text
                        + ": write an age, such as 24h or 1h30m, or a point in time, such as 2026-11-24T12:00:00Z"));
        if (moment.isAfter(now)) {
            throw new UsageException(
                    "--filter until=" + text + ": " + moment + " is yet to come; write a time in the past");
        }
        return new Until(Duration.between(moment, now), Optional.of(moment));
    }

    private static Optional<Duration> goDuration(String text) {
        if (!GO_DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = GO_PART.matcher(text);
        while (part.find()) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
        }
        // Longer than any policy may write; it is refused there.
        return Optional.of(
                Duration.ofNanos(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue()));
    }

    private static Optional<Instant> pointInTime(String text, ZoneId zone) {
        List<Function<String, Instant>> forms = List.of(
                form -> OffsetDateTime.parse(form).toInstant(),
                form -> LocalDateTime.parse(form).atZone(zone).toInstant(),
                form -> LocalDate.parse(form).atStartOfDay(zone).toInstant(),
                Until::unixTime);
        return forms.stream().flatMap(form -> read(form, text).stream()).findFirst();
    }

    private static Optional<Instant> read(Function<String, Instant> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant unixTime(String text) {
        if (!UNIX_TIME.matcher(text).matches()) {
            throw new DateTimeException("no seconds since 1970");
        }
        BigDecimal seconds = new BigDecimal(text);
        return Instant.ofEpochSecond(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }
}
