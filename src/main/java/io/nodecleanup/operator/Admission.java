package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.PolicyReader;
import io.nodecleanup.policy.Reading;
import java.util.List;

/** Whether a policy may have agents. */
sealed interface Admission {
    /** It may. */
    record Admitted(Policy policy) implements Admission {}

    /** It may not; the reason and the sentence of its Ready condition. */
    record Refused(ReadyReason reason, String message) implements Admission {}

    /** Reads the spec and looks whether its socket is one of those that the operator was installed with. */
    static Admission of(CleanupPolicySpec spec, List<String> allowedSockets) {
        return switch (PolicyReader.read(spec)) {
            case Reading.Invalid invalid -> new Refused(ReadyReason.InvalidPolicy, invalid.text());
            case Reading.Valid(Policy policy) ->
                allowedSockets.contains(policy.socket())
                        ? new Admitted(policy)
                        : new Refused(
                                ReadyReason.SocketNotAllowed,
                                "spec.engine.socket: \"" + policy.socket() + "\": write one of "
                                        + String.join(", ", allowedSockets)
                                        + ", or have it added to the operator's allowedSockets");
        };
    }
}
