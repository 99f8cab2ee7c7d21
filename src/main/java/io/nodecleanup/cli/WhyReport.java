package io.nodecleanup.cli;

import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.policy.DurationText;
import io.nodecleanup.prune.Chance;
import io.nodecleanup.prune.Explanation;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.prune.Reason;
import io.nodecleanup.prune.Ruling;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;

/** An explanation, for people or for programs. */
record WhyReport(ChosenRules rules, Explanation why, Instant now) {
    /** Of what needs a thing: a base may have hundreds of children. */
    private static final int MOST_CHILDREN = 5;

    void print(PrintWriter out) {
        Prunable object = why.object();
        out.println(object.kind() + " " + Text.bounded(object.displayName(), 200) + " (" + object.id() + "), "
                + ByteSize.text(object.sizeBytes()));
        out.println(verdict());
        why.underPressure().ifPresent(decision -> out.println(underPressure(decision)));
        fact(
                "last use",
                why.lastUse()
                        .map(use -> ago(use.at()) + ": " + Text.bounded(use.origin(), 200))
                        .orElse("nothing tells"),
                out);
        why.chance().ifPresent(chance -> fact("next use", nextUse(chance), out));
        if (!why.neededBy().isEmpty()) {
            fact("needed by", neededBy(), out);
        }
        out.println();
        var rulings = new Table("  RULE", "SAYS", "BECAUSE");
        for (Ruling ruling : why.rulings()) {
            rulings.row("  " + ruling.rule(), ruling.keeps() ? "keeps" : "allows", Text.bounded(ruling.text(), 200));
        }
        rulings.print(out);
    }

    private static void fact(String name, String fact, PrintWriter out) {
        out.printf("  %-11s%s%n", name, fact);
    }

    Documents.Explained document() {
        return new Documents.Explained(
                rules.shortForm().map(ShortForm::policy).orElse(null),
                Documents.Item.of(why.object(), why.scheduled().reason(), why.chance()),
                why.scheduled().reason() instanceof Reason.Goes,
                turn(why.scheduled()),
                why.scheduled().removals(),
                nextRun().map(Instant::toString).orElse(null),
                why.lastUse().map(use -> use.at().toString()).orElse(null),
                why.lastUse().map(use -> Text.bounded(use.origin(), 512)).orElse(null),
                why.neededBy().stream().map(Prunable::id).toList(),
                why.rulings().stream()
                        .map(ruling -> new Documents.RuleSays(
                                ruling.rule(), ruling.keeps() ? "keeps" : "allows", Text.bounded(ruling.text(), 512)))
                        .toList(),
                why.underPressure()
                        .map(decision -> new Documents.UnderPressure(
                                decision.reason() instanceof Reason.Goes,
                                turn(decision),
                                decision.removals(),
                                decision.reason().name(),
                                Text.bounded(decision.reason().text(), 512)))
                        .orElse(null));
    }

    private static Integer turn(Explanation.Decision decision) {
        return decision.turn() == 0 ? null : decision.turn();
    }

    private static String place(Explanation.Decision decision) {
        return (decision.turn() == 1 ? "first" : "number " + decision.turn()) + " of " + decision.removals();
    }

    private String underPressure(Explanation.Decision decision) {
        int high = rules.policy().diskPressure().orElseThrow().highPercent();
        String reason = Text.bounded(decision.reason().text(), 300);
        return decision.reason() instanceof Reason.Stays
                ? "with a disk above %d %% it would stay: %s".formatted(high, reason)
                : "with a disk above %d %% it may go, %s, as far as needed: %s"
                        .formatted(high, place(decision), reason);
    }

    private String verdict() {
        Explanation.Decision decision = why.scheduled();
        String reason = Text.bounded(decision.reason().text(), 300);
        if (decision.reason() instanceof Reason.Stays) {
            return "would stay: " + reason;
        }
        String when = nextRun()
                .map(at -> "; next by its schedule at " + at + " (in " + age(Duration.between(now, at)) + ")")
                .orElse("");
        return "would go, " + place(decision) + ", in a run now" + when + ": " + reason;
    }

    /** The node's offset within the policy's spread apart, which the command line does not know. */
    private Optional<Instant> nextRun() {
        return rules.policy().schedule().flatMap(schedule -> schedule.nextAfter(now));
    }

    /** The words of a chance without those that name it. */
    private static String nextUse(Chance chance) {
        return chance.text().replaceFirst("^next use ", "");
    }

    private String neededBy() {
        int more = why.neededBy().size() - MOST_CHILDREN;
        return why.neededBy().stream().limit(MOST_CHILDREN).map(Summary::what).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private String ago(Instant at) {
        Duration age = Duration.between(at, now);
        return (age.isNegative() ? "at " + at : age(age) + " ago");
    }

    /** Two units are enough: {@code 9d2h}. */
    private static String age(Duration age) {
        Duration shown = age.toDays() > 0 ? age.truncatedTo(ChronoUnit.HOURS) : age.truncatedTo(ChronoUnit.SECONDS);
        return DurationText.of(shown);
    }
}
