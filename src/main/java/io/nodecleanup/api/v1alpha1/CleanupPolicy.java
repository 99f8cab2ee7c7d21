package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import java.util.Optional;

/** What to prune on which nodes, and when: cluster-scoped, written by people. Its short name is {@code cup}. */
@Group(CleanupPolicy.GROUP)
@Version(CleanupPolicy.VERSION)
@ShortNames("cup")
@ValidationRule(
        value = "size(self.metadata.name) <= 50 && !self.metadata.name.contains('.')",
        message = CleanupPolicy.NAME)
@AdditionalPrinterColumn(name = "Schedule", jsonPath = ".status.schedule")
@AdditionalPrinterColumn(name = "Nodes", jsonPath = ".status.nodes.summary")
@AdditionalPrinterColumn(name = "Reclaimed", jsonPath = ".status.reclaimed.summary")
@AdditionalPrinterColumn(name = "Last Run", jsonPath = ".status.lastRunTime", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Next Run", jsonPath = ".status.nextRunTime")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class CleanupPolicy extends CustomResource<CleanupPolicySpec, CleanupPolicyStatus> {
    private static final long serialVersionUID = 1L;

    public static final String GROUP = "nodecleanup.io";
    public static final String VERSION = "v1alpha1";

    /** Label of a NodeCleanup: the name of its policy. */
    public static final String POLICY_LABEL = GROUP + "/policy";

    /** Annotation that runs a policy now. A value runs once; it is compared as text. */
    public static final String RUN_REQUEST = GROUP + "/run-requested-at";

    static final String NAME = "metadata.name: write a name of at most 50 characters without dots, such as build-nodes";

    /** The value of the run-request annotation; empty if there is none, or it is blank or longer than a status may echo. */
    public Optional<String> runRequest() {
        Map<String, String> annotations = getMetadata().getAnnotations();
        return annotations == null
                ? Optional.empty()
                : Optional.ofNullable(annotations.get(RUN_REQUEST))
                        .filter(value -> !value.isBlank() && value.length() <= 256);
    }

    @Override
    @Required
    @JsonPropertyDescription(
            "What to prune, on which nodes, and when. A block that is absent deletes nothing of that kind.")
    public CleanupPolicySpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What the operator has seen. Written by the operator alone.")
    public CleanupPolicyStatus getStatus() {
        return super.getStatus();
    }
}
