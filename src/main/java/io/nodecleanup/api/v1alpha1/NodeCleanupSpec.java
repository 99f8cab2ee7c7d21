package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Which policy on which node a report is of. */
@ValidationRule(value = "self == oldSelf", message = "policyName and nodeName never change")
public record NodeCleanupSpec(
        @Required
        @Size(min = 1, max = 50)
        @SelectableField
        @JsonPropertyDescription("Name of the CleanupPolicy. It never changes.")
        String policyName,

        @Required
        @Size(min = 1, max = 253)
        @SelectableField
        @JsonPropertyDescription("Name of the node. It never changes.")
        String nodeName) {}
