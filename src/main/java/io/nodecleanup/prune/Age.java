package io.nodecleanup.prune;

import java.time.Duration;

/** Ages as people read them. */
final class Age {
    private Age() {}

    /** The two largest units, {@code 9d2h}, {@code 3m10s}, {@code 0s}. Negative ages (a clock set back) keep their sign. */
    static String text(Duration age) {
        if (age.isNegative()) {
            return "-" + text(age.negated());
        }
        long[] amounts = {age.toDays(), age.toHoursPart(), age.toMinutesPart(), age.toSecondsPart()};
        String units = "dhms";
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] > 0) {
                boolean more = i + 1 < amounts.length && amounts[i + 1] > 0;
                return amounts[i]
                        + units.substring(i, i + 1)
                        + (more ? amounts[i + 1] + units.substring(i + 1, i + 2) : "");
            }
        }
        return "0s";
    }
}
