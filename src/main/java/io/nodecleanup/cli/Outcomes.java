package io.nodecleanup.cli;

import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.runner.RemovalLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what became of each thing of a plan, and shows on a terminal how far it is. */
final class Outcomes implements RemovalLog {
    /** Something that was planned to go and is still there. */
    record Left(Prunable object, String action, String message) {}

    private final List<Plan.Removal> planned;
    private final Optional<Terminal> terminal;
    private final List<Left> left = new ArrayList<>();
    private final Set<String> told = new HashSet<>();

    Outcomes(Plan plan, Optional<Terminal> terminal) {
        this.planned = plan.removals();
        this.terminal = terminal;
    }

    @Override
    public synchronized void write(String runId, String action, Prunable object, String reason, String message) {
        if (action.equals("retried")) {
            return;
        }
        told.add(key(object));
        if (!action.equals("removed")) {
            left.add(new Left(object, action, message));
        }
        terminal.ifPresent(screen ->
                screen.show("%d/%d %s %s".formatted(told.size(), planned.size(), action, Summary.what(object))));
    }

    /** What is still there, also for want of an attempt. */
    synchronized List<Left> left() {
        List<Left> all = new ArrayList<>(left);
        planned.stream()
                .map(Plan.Removal::object)
                .filter(object -> !told.contains(key(object)))
                .forEach(object -> all.add(new Left(object, "not-reached", "the run ended before")));
        return all;
    }

    private static String key(Prunable object) {
        return object.kind() + " " + object.id();
    }
}
