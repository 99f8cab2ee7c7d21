package io.nodecleanup.prune;

/** A thing in an engine that a policy may remove. */
public sealed interface Prunable permits Image, Container, Volume, Network, CacheRecord, Builder, BuilderCache {
    /** The kind, as reports name it. */
    String kind();

    /** The engine's id of it. */
    String id();

    /** What people call it: a reference, a description; never empty. */
    String displayName();

    /** Its bytes, a shared layer counted for each that has it; never negative. */
    long sizeBytes();
}
