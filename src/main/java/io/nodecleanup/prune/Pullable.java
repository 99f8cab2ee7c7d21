package io.nodecleanup.prune;

/** Whether a registry can give an image back, as far as the engine's own records tell. */
public enum Pullable {
    /** It was pulled from a registry, or pushed to one. */
    YES,
    /** It was made or loaded here, and never pushed. */
    NO,
    /** The engine has no record that proves either. */
    UNKNOWN
}
