package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import java.util.Objects;

/** Which policy on which node an agent serves. The uid tells the policy from a later one of the same name, which is none of its business. */
record AgentIdentity(String policyName, String policyUid, String nodeName) {
    /** Whether the policy is not the one that was reported on. The generations of a policy in a file begin anew with each agent. */
    boolean hasChanged(CleanupPolicy policy, NodeCleanupStatus reported) {
        return !policyUid.isEmpty()
                && !Objects.equals(
                        reported.policyGeneration(), policy.getMetadata().getGeneration());
    }

    String reportName() {
        return NodeCleanup.nameOf(policyName, nodeName);
    }
}
