package io.nodecleanup.prune;

import java.util.Locale;

/**
 * The chance that the node's next use needs a thing, and what it came from.
 *
 * @param log the natural logarithm of the chance, at most 0: chains of more than a hundred records exist, and products of so many would
 *     all be nothing
 * @param used how often things of this text, with as many newer siblings, were used when what they were built from was
 * @param forecast how often they were forecast to be
 * @param newer siblings with the same text that came since its last use
 * @param misses uses of what it was built from, since its last use, that did not need it
 */
public record Chance(double log, long used, double forecast, int newer, int misses) {
    /** Of a thing that nothing was learnt of, nor of what it was built from: as good as certain, so that nothing is lost by ignorance. */
    static final Chance UNLEARNT = new Chance(0, 0, 0, 0, 0);

    /** From 0 to 1. */
    public double value() {
        return Math.exp(log);
    }

    /** For people: {@code next use 0.4 %: its text was used 2 times of 61.3 forecast; 7 newer siblings; missed 14 uses}. */
    public String text() {
        if (equals(UNLEARNT)) {
            return "nothing learnt yet of its next use";
        }
        String learnt = forecast == 0
                ? "nothing learnt of its text yet"
                : String.format(Locale.ROOT, "its text was used %d times of %.1f forecast", used, forecast);
        return "next use %s %%: %s; %d newer siblings; missed %d uses".formatted(percent(), learnt, newer, misses);
    }

    private String percent() {
        double percent = 100 * value();
        return String.format(Locale.ROOT, percent < 10 ? "%.1f" : "%.0f", percent);
    }
}
