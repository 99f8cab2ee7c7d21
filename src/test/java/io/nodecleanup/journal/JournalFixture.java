package io.nodecleanup.journal;

import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.DockerJavaEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/** A journal on a real engine. */
final class JournalFixture {
    private JournalFixture() {}

    /** It hears what happens from now on. */
    static UsageJournal listening(Path folder, DockerJavaEngine engine) {
        var journal = new UsageJournal(folder, engine, Clock.systemUTC());
        journal.start();
        await().until(journal::isListening);
        return journal;
    }

    static Instant lastUse(UsageJournal journal, DockerJavaEngine engine, String image) {
        return journal.usage(engine.inventory()).images().get(image);
    }
}
