/**
 * The agent of one policy on one node and engine: it watches its policy, decides when a run is due, runs it and reports.
 *
 * <p>Knows {@code api}, {@code policy}, {@code prune}, {@code engine}, {@code runner}, {@code journal} and {@code disk}; never the
 * operator. Plain Java: Quarkus does not start here.
 *
 * <p>Data flow: {@link io.nodecleanup.agent.PolicySource} → {@link io.nodecleanup.agent.AgentLoop} → {@link io.nodecleanup.agent.Due}
 * (what the schedule and the requests ask for now) → {@link io.nodecleanup.agent.CleanupRun} (inventory, usage
 * from the journal, plan, removal) → run report → {@link io.nodecleanup.agent.Memory} → {@link io.nodecleanup.agent.Reports} (the
 * node's NodeCleanup, or without Kubernetes a file; it is also what the agent remembers across restarts).
 *
 * <p>{@link io.nodecleanup.agent.Vitals}, beside it, is what the node and its watchers are told: {@code /livez}, {@code /metrics}, and a
 * file for each of the last runs.
 */
package io.nodecleanup.agent;
