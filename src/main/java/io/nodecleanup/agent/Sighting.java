package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;

/** What asking for the policy gave. */
sealed interface Sighting {
    /** The policy as it is now. */
    record Seen(CleanupPolicy policy) implements Sighting {}

    /** It is not to be gone by any more: deleted, being deleted, another one by its name, or not ours to read. */
    record Gone(String why) implements Sighting {}

    /**
     * It cannot be understood: nothing runs until it is mended.
     *
     * @param policy its metadata, with any request for a run; no spec
     */
    record Broken(CleanupPolicy policy, String why) implements Sighting {}

    /** The API server cannot be asked now. Only transport errors and 5xx count as that. */
    record Away(String why) implements Sighting {}
}
