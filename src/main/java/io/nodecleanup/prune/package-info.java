/**
 * Deciding what to delete: one pure function, {@link io.nodecleanup.prune.Planner}, of inventory, rules and time.
 *
 * <p>Knows the JDK and nothing else: no clock, no socket, no cluster. Agent, command line, dry run and tests all call it.
 *
 * <p>Data flow: {@link io.nodecleanup.prune.Inventory} (from the engine) + {@link io.nodecleanup.prune.Rules} (from the policy) + now →
 * {@link io.nodecleanup.prune.LastUse} (when each thing was last used) → {@link io.nodecleanup.prune.Planner} →
 * {@link io.nodecleanup.prune.Plan}: removals in order and keeps, each with its {@link io.nodecleanup.prune.Reason}. For one thing: {@link io.nodecleanup.prune.Explanation}, with the
 * {@link io.nodecleanup.prune.Ruling} of every rule.
 */
package io.nodecleanup.prune;
