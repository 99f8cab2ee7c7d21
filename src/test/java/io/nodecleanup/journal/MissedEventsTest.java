package io.nodecleanup.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the journal tells on real engines after a time in which nobody listened, or nobody answered. */
@Tag("engine")
class MissedEventsTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldLoseNothingWhenAgentRestarts(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String run = fixture.image(fixture.name("run:1"));
            String idle = fixture.image(fixture.name("idle:1"));
            Instant idleUse;
            try (UsageJournal journal = JournalFixture.listening(folder, port)) {
                idleUse = JournalFixture.lastUse(journal, port, idle);
            }
            Instant before = Instant.now();
            engine.docker("run", "--rm", "--network", "none", fixture.name("run:1"), "true");

            // When
            try (UsageJournal journal = JournalFixture.listening(folder, port)) {

                // Then
                assertThat(JournalFixture.lastUse(journal, port, run)).isAfter(before);
                assertThat(JournalFixture.lastUse(journal, port, idle)).isEqualTo(idleUse);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldLoseNothingWhenEngineRestartsWhileListening(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = JournalFixture.listening(folder, port)) {
            // Given
            String idle = fixture.image(fixture.name("idle:1"));
            Instant idleUse = JournalFixture.lastUse(journal, port, idle);

            // When
            engine.kill();
            await().until(() -> !journal.isListening());
            engine.start();

            // Then
            await().atMost(Duration.ofMinutes(1)).until(journal::isListening);
            assertThat(JournalFixture.lastUse(journal, port, idle)).isEqualTo(idleUse);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldCountUseOfAllWhenEngineRestartsWhileNobodyListens(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String idle = fixture.image(fixture.name("idle:1"));
            try (UsageJournal journal = JournalFixture.listening(folder, port)) {
                JournalFixture.lastUse(journal, port, idle);
            }
            Instant before = Instant.now();

            // When
            engine.kill();
            engine.start();

            // Then
            try (UsageJournal journal = JournalFixture.listening(folder, port)) {
                assertThat(JournalFixture.lastUse(journal, port, idle)).isAfter(before);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldLoseNothingWhenAnotherAgentReadsAfterMoreEventsThanEngineRemembers(TestEngine engine)
            throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal writer = JournalFixture.listening(folder, port);
                UsageJournal reader = new UsageJournal(folder, port, Clock.systemUTC())) {
            // Given
            String idle = fixture.image(fixture.name("idle:1"));
            fixture.image(fixture.name("run:1"));
            String container = fixture.run(fixture.name("run:1"));
            // The first look tells of this network, which has no events; the next one, which writes the journal too, is
            // far.
            String host = engine.docker("network", "inspect", "--format", "{{.Id}}", "host");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> writer.state().attachmentSights().networks().containsKey(host));
            Instant idleUse = JournalFixture.lastUse(writer, port, idle);

            // When
            engine.docker(
                    Stream.concat(Stream.of("kill", "--signal", "CONT"), Collections.nCopies(300, container).stream())
                            .toArray(String[]::new));

            // Then
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(JournalFixture.lastUse(reader, port, idle))
                            .isEqualTo(idleUse));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldCountUseOfAllWhenMoreEventsWereMissedThanEngineRemembers(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String idle = fixture.image(fixture.name("idle:1"));
            fixture.image(fixture.name("run:1"));
            String container = fixture.run(fixture.name("run:1"));
            try (UsageJournal journal = JournalFixture.listening(folder, port)) {
                JournalFixture.lastUse(journal, port, idle);
            }
            Instant before = Instant.now();

            // When
            engine.docker(
                    Stream.concat(Stream.of("kill", "--signal", "CONT"), Collections.nCopies(256, container).stream())
                            .toArray(String[]::new));

            // Then
            try (UsageJournal journal = JournalFixture.listening(folder, port)) {
                assertThat(JournalFixture.lastUse(journal, port, idle)).isAfter(before);
            }
        }
    }
}
