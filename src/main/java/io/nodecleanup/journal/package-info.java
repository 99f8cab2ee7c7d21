/**
 * The usage journal: when images, volumes and networks were last used, which Docker does not record. It is the node's: the agents of
 * all policies on an engine share it, one of them writes.
 *
 * <p>Knows {@code prune} and {@code engine}; the agent and the command line may use it.
 *
 * <p>Data flow: events ({@link io.nodecleanup.journal.EventFollower}) and looks at what is there
 * ({@link io.nodecleanup.journal.UsagePoll}) → {@link io.nodecleanup.journal.JournalState}, which is folded without side effects →
 * {@link io.nodecleanup.journal.JournalStore} (a file for each engine) and, with an inventory, → {@code Usage} for the planner.
 */
package io.nodecleanup.journal;
