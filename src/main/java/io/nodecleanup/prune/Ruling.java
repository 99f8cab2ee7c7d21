package io.nodecleanup.prune;

/**
 * What one rule says of one thing.
 *
 * @param rule the field of the policy with its value, {@code images.unusedFor 7d}, or what always holds, {@code containers}
 * @param keeps whether the thing stays by it; else it allows that the thing goes
 * @param text why, for people
 */
public record Ruling(String rule, boolean keeps, String text) {
    static Ruling of(String rule, Reason reason) {
        return new Ruling(rule, reason instanceof Reason.Stays, reason.text());
    }
}
