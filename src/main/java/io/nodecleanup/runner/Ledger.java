package io.nodecleanup.runner;

import io.nodecleanup.engine.EngineException;
import io.nodecleanup.prune.Plan;
import java.util.ArrayList;
import java.util.List;

/** What came of each removal, as it came: told to the log, and kept for the report. */
final class Ledger {
    private final RemovalLog log;
    private final String runId;
    private final List<Plan.Removal> removed = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    Ledger(RemovalLog log, String runId) {
        this.log = log;
        this.runId = runId;
    }

    /** So far. */
    List<Plan.Removal> removed() {
        return List.copyOf(removed);
    }

    /** As the size of {@link #removed}, which is a copy: this is asked for before each removal. */
    int removedCount() {
        return removed.size();
    }

    /** So far, as sentences. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    void removed(Plan.Removal removal) {
        removed.add(removal);
        write(removal, "removed", removal.reason().text());
    }

    void gone(Plan.Removal removal) {
        write(removal, "gone", "it is gone, or no longer what was planned");
    }

    void refused(Plan.Removal removal, String why) {
        write(removal, "refused", why);
    }

    /** It is not tried again. */
    void failed(Plan.Removal removal, EngineException why) {
        errors.add(removal.object().displayName() + ": " + why.getMessage());
        write(removal, "failed", why.getMessage());
    }

    /** The engine gave no answer; it is tried again. */
    void retried(Plan.Removal removal, EngineException why) {
        write(removal, "retried", why.getMessage());
    }

    /** These failed together, or what was to be known of them; what is not tried again. */
    void failed(String what, List<Plan.Removal> removals, EngineException why) {
        errors.add(what + ": " + why.getMessage());
        removals.forEach(removal -> write(removal, "failed", why.getMessage()));
    }

    private void write(Plan.Removal removal, String action, String message) {
        log.write(runId, action, removal.object(), removal.reason().name(), message);
    }
}
