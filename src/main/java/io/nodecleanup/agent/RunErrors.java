package io.nodecleanup.agent;

import io.nodecleanup.policy.ByteSize;

/** What runs have to say to people, as sentences. All figures are bytes. */
final class RunErrors {
    private RunErrors() {}

    static String pressureNotOurs(long used, long known, long mustGo, long eligible) {
        return "%s are used, of which the engine knows %s, the other %s are not its own; %s must go, and the policy lets go no more than %s"
                .formatted(
                        ByteSize.text(used),
                        ByteSize.text(known),
                        ByteSize.text(used - known),
                        ByteSize.text(mustGo),
                        ByteSize.text(eligible));
    }

    static String limitExceeded(long removes, long of, int maxRemovedPercent) {
        return ("would remove %s of %s in images and build cache, more than limits.maxRemovedPercent %d: removed nothing;"
                        + " raise the limit, or run it on request")
                .formatted(ByteSize.text(removes), ByteSize.text(of), maxRemovedPercent);
    }
}
