package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What one policy does on one node: cluster-scoped, named {@code <policy>.<node>}, written by that node's agent alone. Short name {@code nc}. */
@Group(CleanupPolicy.GROUP)
@Version(CleanupPolicy.VERSION)
@ShortNames("nc")
@ValidationRule(
        value = "self.metadata.name == self.spec.policyName + '.' + self.spec.nodeName",
        message = "a NodeCleanup is named <policyName>.<nodeName>; agents write these, people write CleanupPolicies")
@AdditionalPrinterColumn(name = "Node", jsonPath = ".spec.nodeName")
@AdditionalPrinterColumn(name = "Policy", jsonPath = ".spec.policyName")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Disk", jsonPath = ".status.disk.used")
@AdditionalPrinterColumn(name = "Reclaimed", jsonPath = ".status.lastRun.reclaimed")
@AdditionalPrinterColumn(
        name = "Last Run",
        jsonPath = ".status.lastRun.completionTime",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class NodeCleanup extends CustomResource<NodeCleanupSpec, NodeCleanupStatus> {
    private static final long serialVersionUID = 1L;

    /** The name of the report of a policy on a node. */
    public static String nameOf(String policyName, String nodeName) {
        return policyName + "." + nodeName;
    }

    @Override
    @Required
    @JsonPropertyDescription("Which policy on which node this is the report of.")
    public NodeCleanupSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What the node's agent has seen and done.")
    public NodeCleanupStatus getStatus() {
        return super.getStatus();
    }
}
