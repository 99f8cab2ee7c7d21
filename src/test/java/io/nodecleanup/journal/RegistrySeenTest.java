package io.nodecleanup.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.engine.TestRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which images a registry is known to have, on the store that calls an image pulled as soon as a build has started from it. */
@Tag("engine")
class RegistrySeenTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withContainerdStore")
    void shouldKnowOfThePulledImageAndNotOfTheOneThatABuildStartedFrom(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                TestRegistry registry = new TestRegistry();
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = new UsageJournal(folder, port, Clock.systemUTC())) {
            // Given
            journal.start();
            await().until(journal::isListening);
            String pulled = fixture.pull(registry.repository(fixture.mark("app") + ":1"));
            String base = fixture.image(fixture.name("base:1"));
            String built = fixture.build("FROM " + fixture.name("base:1") + "\nRUN true\n", fixture.name("app:1"));

            // When
            Set<String> known = journal.usage(port.inventory()).inRegistry();

            // Then
            assertThat(known).contains(pulled).doesNotContain(base, built);
        }
    }
}
