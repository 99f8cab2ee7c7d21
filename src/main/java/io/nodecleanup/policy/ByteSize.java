package io.nodecleanup.policy;

import java.util.Locale;

/** Sizes as {@code docker system df} counts them: powers of 1,000. */
public final class ByteSize {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private ByteSize() {}

    /** At most three digits and a unit: {@code 412 GB}, {@code 1.9 MB}, {@code 0 B}; negative sizes keep their sign. */
    public static String text(long bytes) {
        double amount = Math.abs((double) bytes);
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1_000;
            unit++;
        }
        String digits = unit > 0 && amount < 9.95
                ? String.format(Locale.ROOT, "%.1f", amount)
                : String.format(Locale.ROOT, "%.0f", amount);
        return (bytes < 0 ? "-" : "") + digits + " " + UNITS[unit];
    }
}
