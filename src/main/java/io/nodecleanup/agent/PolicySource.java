package io.nodecleanup.agent;

/** Where an agent's one policy comes from. */
interface PolicySource extends AutoCloseable {
    /** The policy as it is known; asks where that may be out of date. */
    Sighting look();

    /** Asks anew. */
    Sighting confirm();

    /** What a person does to have a run now, as the end of a sentence. */
    String howToRequest();

    @Override
    void close();
}
