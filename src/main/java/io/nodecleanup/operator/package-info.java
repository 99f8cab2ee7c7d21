/**
 * The operator: keeps a DaemonSet of agents for each CleanupPolicy and sums up what they report.
 *
 * <p>Knows {@code api}, {@code policy} and {@code prune}; never agent, engine or command line. Only {@link
 * io.nodecleanup.operator.RemoveAgents} runs without Quarkus.
 *
 * <p>Data flow: a policy, its DaemonSet, a NodeCleanup or a Node changes → {@link
 * io.nodecleanup.operator.CleanupPolicyReconciler} looks at the state, never at the event → {@link io.nodecleanup.operator.Admission}
 * (may it have agents?) → {@link io.nodecleanup.operator.AgentDaemonSet} applied or removed → {@link
 * io.nodecleanup.operator.ReportSweep} removes the reports of nodes that are gone → {@link io.nodecleanup.operator.StatusAggregator}
 * → the policy's status, written if it differs, and {@link io.nodecleanup.operator.StatusPace} does not have it wait.
 */
package io.nodecleanup.operator;
