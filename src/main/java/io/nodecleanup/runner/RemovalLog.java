package io.nodecleanup.runner;

import io.nodecleanup.prune.Prunable;

/** Is told of each thing of a plan what became of it. */
public interface RemovalLog {
    /**
     * What happened to the object.
     *
     * @param action {@code removed}, {@code would-remove}, {@code refused}, {@code gone}, {@code failed}, or {@code retried}, after
     *     which it is told of again
     * @param reason the name of the reason why it was planned to go
     * @param message a sentence: the reason, or why it is still there; not bounded
     */
    void write(String runId, String action, Prunable object, String reason, String message);
}
