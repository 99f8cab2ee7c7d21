package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.NodeCleanup;

/** Which policy on which node an agent serves. The uid tells the policy from a later one of the same name, which is none of its business. */
record AgentIdentity(String policyName, String policyUid, String nodeName) {
    String reportName() {
        return NodeCleanup.nameOf(policyName, nodeName);
    }
}
