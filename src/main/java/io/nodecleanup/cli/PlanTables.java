package io.nodecleanup.cli;

import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.prune.Chance;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.prune.Reason;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * A plan as people read it: what goes, what stays, and the sum.
 *
 * @param chances of next use, by id, where one was learnt
 */
record PlanTables(Plan plan, Map<String, Chance> chances) {
    void print(PrintWriter out) {
        var removals = new Table("REMOVE", "KIND", "WHAT", "SIZE", "WHY");
        for (int i = 0; i < plan.removals().size(); i++) {
            add(
                    removals,
                    i + 1,
                    plan.removals().get(i).object(),
                    plan.removals().get(i).reason());
        }
        var keeps = new Table("KEEP", "KIND", "WHAT", "SIZE", "WHY");
        plan.keeps().forEach(keep -> add(keeps, "", keep.object(), keep.reason()));
        removals.print(out);
        out.println();
        keeps.print(out);
        out.println();
        List<Prunable> staying = plan.keeps().stream().map(Plan.Keep::object).toList();
        out.printf("removes %s; keeps %s%n", removes(), Summary.counts(staying));
        out.flush();
    }

    /** {@code 41 images, 118 build cache records: 71 GB}. */
    String removes() {
        List<Prunable> going =
                plan.removals().stream().map(Plan.Removal::object).toList();
        return Summary.counts(going) + ": " + ByteSize.text(plan.predictedBytes());
    }

    private void add(Table table, Object first, Prunable object, Reason reason) {
        Chance chance = chances.get(object.id());
        String why = reason.text();
        if (chance != null && !why.contains(chance.text())) {
            why += "; " + chance.text();
        }
        table.row(first, object.kind(), Summary.what(object), ByteSize.text(object.sizeBytes()), why);
    }
}
