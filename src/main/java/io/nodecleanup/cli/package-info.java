/**
 * The command line on one machine, without Kubernetes: {@code df} and {@code plan}.
 *
 * <p>Knows {@code api}, {@code policy}, {@code prune} and {@code engine}; never agent or operator.
 *
 * <p>Data flow: a policy file → {@link io.nodecleanup.cli.PolicyFile} → rules; engine → inventory; both → plan → a table on stdout.
 */
package io.nodecleanup.cli;
