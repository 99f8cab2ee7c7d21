package io.nodecleanup.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.PolicyReader;
import io.nodecleanup.policy.Reading;

/** Reads policies that people are told to apply, as strictly as kubectl and the API server would. */
final class Policies {
    private Policies() {}

    static Policy read(JsonNode policy) {
        assertThat(policy.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("apiVersion", "kind", "metadata", "spec");
        assertThat(policy.path("apiVersion").asText()).isEqualTo(CleanupPolicy.GROUP + "/" + CleanupPolicy.VERSION);
        assertThat(policy.path("kind").asText()).isEqualTo("CleanupPolicy");
        assertThat(policy.at("/metadata/name").asText()).matches("[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?");
        return switch (PolicyReader.read(Yaml.as(CleanupPolicySpec.class, policy.path("spec")))) {
            case Reading.Valid(Policy valid) -> valid;
            case Reading.Invalid invalid -> throw new AssertionError(invalid.text());
        };
    }
}
