/**
 * The command line on one machine, without Kubernetes: {@code df}, {@code plan}, {@code prune} and {@code why}.
 *
 * <p>Knows {@code api}, {@code policy}, {@code prune}, {@code engine}, {@code runner}, {@code journal} and {@code disk}; never agent or operator.
 *
 * <p>Data flow: a policy file, or Docker's words as a {@link io.nodecleanup.cli.ShortForm} → {@link io.nodecleanup.cli.PolicyFile} → rules;
 * engine → {@link io.nodecleanup.cli.Known}; both → plan → {@link io.nodecleanup.cli.PlanTables} or {@link
 * io.nodecleanup.cli.Documents}, or for one thing {@link io.nodecleanup.cli.WhyReport}; for {@code prune} also the question, {@code
 * runner.Removals} and a {@link io.nodecleanup.cli.PruneReport}.
 */
package io.nodecleanup.cli;
