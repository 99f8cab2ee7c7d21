package io.nodecleanup.policy;

/**
 * A mistake in a policy.
 *
 * @param field the path of the field, {@code spec.images.unusedFor}
 * @param value what is written there, bounded
 * @param advice what to write instead
 */
public record Problem(String field, String value, String advice) {
    /** The mistake as one sentence. */
    public String sentence() {
        return field + ": \"" + value + "\": " + advice;
    }
}
