/**
 * The command line on one machine, without Kubernetes: {@code df}, {@code plan} and {@code prune}.
 *
 * <p>Knows {@code api}, {@code policy}, {@code prune}, {@code engine}, {@code runner} and {@code disk}; never agent or operator.
 *
 * <p>Data flow: a policy file, or Docker's words as a {@link io.nodecleanup.cli.ShortForm} → {@link io.nodecleanup.cli.PolicyFile} → rules;
 * engine → inventory; both → plan → {@link io.nodecleanup.cli.PlanTables} or {@link io.nodecleanup.cli.Documents}; for {@code prune} also
 * the question, {@code runner.Removals} and a {@link io.nodecleanup.cli.PruneReport}.
 */
package io.nodecleanup.cli;
