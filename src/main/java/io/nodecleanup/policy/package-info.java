/**
 * What a policy means: texts become durations, schedules, patterns and {@link io.nodecleanup.prune.Rules}, or a list of
 * {@link io.nodecleanup.policy.Problem problems} with the field, the value and what to write instead.
 *
 * <p>Knows {@code api} and {@code prune}. Operator, agent and command line all read policies through here, so that they agree.
 *
 * <p>Data flow: {@code CleanupPolicySpec} → {@link io.nodecleanup.policy.PolicyReader} → {@link io.nodecleanup.policy.Reading}: a
 * {@link io.nodecleanup.policy.Policy} or the problems.
 */
package io.nodecleanup.policy;
