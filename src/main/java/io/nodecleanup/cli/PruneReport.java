package io.nodecleanup.cli;

import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.runner.RunOutcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a prune did, for people or for programs. */
record PruneReport(ChosenRules rules, Plan plan) {
    /**
     * How it ended.
     *
     * @param reclaimedBytes empty where the engine could not be asked in the end
     */
    record Ending(
            RunOutcome outcome,
            List<Plan.Removal> removed,
            List<Outcomes.Left> left,
            Optional<Long> reclaimedBytes,
            List<String> errors) {}

    /** A policy that is a dry run removes nothing by hand either. */
    void printDryRun(boolean json, PrintWriter out) {
        if (json) {
            document(
                    new Ending(RunOutcome.Completed, plan.removals(), List.of(), Optional.of(0L), List.of()),
                    true,
                    out);
            return;
        }
        new PlanTables(plan, Map.of()).print(out);
        out.println("the policy has dryRun: true, so nothing is removed");
        out.flush();
    }

    void print(Ending ending, boolean json, PrintWriter out) {
        if (json) {
            document(ending, false, out);
            return;
        }
        if (!ending.removed().isEmpty()) {
            var removed = new Table("REMOVED", "WHAT", "SIZE", "WHY");
            for (Plan.Removal removal : ending.removed()) {
                Prunable object = removal.object();
                removed.row(
                        object.kind(),
                        Summary.what(object),
                        ByteSize.text(object.sizeBytes()),
                        removal.reason().text());
            }
            removed.print(out);
            out.println();
        }
        if (!ending.left().isEmpty()) {
            var left = new Table("NOT REMOVED", "WHAT", "SIZE", "WHY");
            for (Outcomes.Left one : ending.left()) {
                left.row(
                        one.object().kind(),
                        Summary.what(one.object()),
                        ByteSize.text(one.object().sizeBytes()),
                        one.action() + ": " + Text.bounded(one.message(), 200));
            }
            left.print(out);
            out.println();
        }
        ending.errors().forEach(error -> out.println("failed: " + Text.bounded(error, 512)));
        switch (ending.outcome()) {
            case DeadlineExceeded -> out.println("stopped at the policy's deadline");
            case Stopped -> out.println("stopped between two deletions, as asked by the signal");
            case Completed, LimitExceeded, PressureNotOurs, CutOff, Failed -> {
                // The rest of the report says it.
            }
        }
        out.printf(
                "removed %s: %s reclaimed, %s predicted%n",
                Summary.counts(
                        ending.removed().stream().map(Plan.Removal::object).toList()),
                ending.reclaimedBytes().map(ByteSize::text).orElse("unknown"),
                ByteSize.text(plan.predictedBytes()));
        out.flush();
    }

    private void document(Ending ending, boolean dryRun, PrintWriter out) {
        Documents.print(
                new Documents.Pruned(
                        rules.shortForm().map(ShortForm::policy).orElse(null),
                        dryRun,
                        ending.outcome().name(),
                        plan.predictedBytes(),
                        ending.reclaimedBytes().orElse(null),
                        ending.removed().stream()
                                .map(removal -> Documents.Item.of(removal.object(), removal.reason()))
                                .toList(),
                        ending.left().stream()
                                .map(left -> new Documents.NotRemoved(
                                        left.object().kind(),
                                        left.object().id(),
                                        Text.bounded(left.object().displayName(), 512),
                                        left.object().sizeBytes(),
                                        left.action(),
                                        Text.bounded(left.message(), 512)))
                                .toList(),
                        ending.errors()),
                out);
    }
}
