package io.nodecleanup.bench;

import java.util.Locale;

/**
 * One line of a benchmark: metric, ours, the peer's, their ratio, the budget, and {@code ok} or {@code over}, tab-separated.
 *
 * @param peer the peer's figure, or NaN where there is none and the budget is for ours alone
 * @param budget the most that the ratio may be, or, without a peer, that ours may be
 */
record Metric(String name, double ours, double peer, double budget) {
    boolean isOver() {
        return (Double.isNaN(peer) ? ours : ours / peer) > budget;
    }

    String line() {
        return String.join(
                "\t",
                name,
                text(ours),
                Double.isNaN(peer) ? "-" : text(peer),
                Double.isNaN(peer) ? "-" : text(ours / peer),
                text(budget),
                isOver() ? "over" : "ok");
    }

    private static String text(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }
}
