package io.nodecleanup.policy;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;

/** Policies for tests, as people write them. */
public final class WrittenPolicy {
    private WrittenPolicy() {}

    /** Of what comes below {@code spec:}, in YAML. */
    public static CleanupPolicySpec spec(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, CleanupPolicySpec.class);
    }

    /** What such a spec means; a mistake in it fails the test. */
    public static Policy policy(String yaml) {
        return switch (PolicyReader.read(spec(yaml))) {
            case Reading.Valid valid -> valid.policy();
            case Reading.Invalid invalid -> throw new IllegalArgumentException(invalid.toString());
        };
    }
}
