/**
 * Carrying a plan out on an engine, and the record of what was done.
 *
 * <p>Knows {@code prune} and {@code engine}; the agent and the command line call it.
 *
 * <p>Data flow: plan → {@link io.nodecleanup.runner.Removals} → the engine, one outcome for each thing →
 * {@link io.nodecleanup.runner.RunLog} (a JSON line each) and what was removed and failed. A {@link io.nodecleanup.runner.StopSignal} ends it between two
 * deletions.
 */
package io.nodecleanup.runner;
