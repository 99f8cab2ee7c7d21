package io.nodecleanup.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as policies write them: {@code w d h m s}, largest first, each at most once: {@code 1h30m}, {@code 7d}. */
public final class DurationText {
    private static final Pattern SHAPE = Pattern.compile(
            "(?:([0-9]{1,9})w)?(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?");
    private static final String UNITS = "wdhms";
    private static final int[] SECONDS = {7 * 86_400, 86_400, 3_600, 60, 1};

    /** The longest that a policy may write: ten years of 365 days. */
    static final Duration LONGEST = Duration.ofDays(3_650);

    private DurationText() {}

    /** The duration, or empty if the text is none or longer than ten years. */
    public static Optional<Duration> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        long seconds = 0;
        for (int i = 0; i < SECONDS.length; i++) {
            String amount = parts.group(i + 1);
            seconds += amount == null ? 0 : Long.parseLong(amount) * SECONDS[i];
        }
        return Optional.of(Duration.ofSeconds(seconds)).filter(d -> d.compareTo(LONGEST) <= 0);
    }

    /** The duration, not negative, as a policy would write it; a part of a second counts as a whole one. */
    public static String of(Duration duration) {
        long left = duration.plusNanos(999_999_999).toSeconds();
        if (left == 0) {
            return "0s";
        }
        var text = new StringBuilder();
        for (int i = 0; i < SECONDS.length; i++) {
            if (left >= SECONDS[i]) {
                text.append(left / SECONDS[i]).append(UNITS.charAt(i));
            }
            left %= SECONDS[i];
        }
        return text.toString();
    }
}
