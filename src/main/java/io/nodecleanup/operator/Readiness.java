package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a policy's Ready condition says. Pure. */
final class Readiness {
    private Readiness() {}

    static Finding of(CleanupPolicy policy, Admission admission, Agents agents, Instant now) {
        return switch (admission) {
            case Admission.Refused(ReadyReason reason, String message) ->
                no(
                        reason,
                        agents.refusal()
                                .map(refusal ->
                                        message + "; its agents are still there: the API server refuses to remove"
                                                + " them: " + refusal)
                                .orElse(message));
            case Admission.Admitted(Policy rules) ->
                lacking(agents).orElseGet(() -> working(policy, rules, agents.selected(), now));
        };
    }

    private static Optional<Finding> lacking(Agents agents) {
        if (agents.refusal().isPresent()) {
            return Optional.of(no(
                    ReadyReason.AgentsRefused,
                    "the API server refuses the agents: " + agents.refusal().get()));
        }
        if (!agents.isSeen()) {
            return Optional.of(no(ReadyReason.AgentsStarting, "the agents are being created or replaced"));
        }
        // A few nodes of a fleet are always being replaced; Degraded's message tells how many agents are not ready.
        if (agents.current() >= agents.selected() - agents.selected() / 10) {
            return Optional.empty();
        }
        return Optional.of(no(
                ReadyReason.AgentsStarting,
                agents.current() + " of " + agents.selected() + " agents are ready and up to date; the others: "
                        + agents.whereToLook()));
    }

    private static Finding working(CleanupPolicy policy, Policy rules, int selected, Instant now) {
        CleanupPolicySpec spec = policy.getSpec();
        ReadyReason reason = reason(spec, selected);
        List<String> message = new ArrayList<>();
        message.add(
                switch (reason) {
                    case NoNodesSelected ->
                        spec.nodeSelector().isEmpty()
                                ? "there is no Linux node yet"
                                : "no Linux node has the labels " + AgentLabels.query(spec.nodeSelector())
                                        + "; an agent starts on each node that gets them";
                    case Suspended -> "agents stay on their nodes, but nothing runs until spec.suspend is false";
                    case OnDemandOnly -> "no schedule: run it with " + request(policy);
                    case OnDiskPressure ->
                        "no schedule: runs by itself where " + tooFull(spec) + "; or run it with " + request(policy);
                    default ->
                        "runs at \"" + spec.schedule() + "\" (" + spec.timeZone() + ") on " + selected
                                + (selected == 1 ? " node" : " nodes")
                                + (spec.diskPressure() == null ? "" : ", and where " + tooFull(spec));
                });
        if (spec.dryRun()) {
            message.add("a dry run: it reports what it would remove, and deletes nothing");
        }
        if (rules.rules().letNothingGo()) {
            message.add("the policy prunes nothing: write a block such as images or buildCache");
        }
        if (rules.diskPressure().isPresent()
                && rules.rules().images().isEmpty()
                && rules.rules().buildCache().isEmpty()) {
            message.add(
                    "a disk that is too full is relieved by images and build cache: write a block images or buildCache");
        }
        if (rules.schedule().isPresent()
                && rules.schedule().get().nextAfter(now).isEmpty()) {
            message.add("its schedule names a day that never comes");
        }
        return new Finding(Condition.Status.True, reason.name(), String.join("; ", message));
    }

    private static ReadyReason reason(CleanupPolicySpec spec, int selected) {
        if (selected == 0) {
            return ReadyReason.NoNodesSelected;
        }
        if (spec.suspend()) {
            return ReadyReason.Suspended;
        }
        if (spec.schedule() != null) {
            return ReadyReason.Scheduled;
        }
        return spec.diskPressure() == null ? ReadyReason.OnDemandOnly : ReadyReason.OnDiskPressure;
    }

    private static String tooFull(CleanupPolicySpec spec) {
        return "a disk is above " + spec.diskPressure().highPercent() + " %"
                + (spec.diskPressure().minFree() == null
                        ? ""
                        : " or has less than " + spec.diskPressure().minFree() + " free");
    }

    private static String request(CleanupPolicy policy) {
        return "kubectl annotate cleanuppolicies.nodecleanup.io "
                + policy.getMetadata().getName() + " " + CleanupPolicy.RUN_REQUEST + "=\"$(date -Is)\" --overwrite";
    }

    private static Finding no(ReadyReason reason, String message) {
        return new Finding(Condition.Status.False, reason.name(), message);
    }
}
