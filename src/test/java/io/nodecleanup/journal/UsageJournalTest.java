package io.nodecleanup.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.prune.Touches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The journal on real engines: what counts as a use, and what happens while nobody listens. */
@Tag("engine")
class UsageJournalTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldCountUseWhenImageIsOnlyRunAndContainerIsGone(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = listening(port)) {
            // Given
            String image = fixture.image(fixture.name("run:1"));
            Instant before = Instant.now();

            // When
            engine.docker("run", "--rm", "--network", "none", fixture.name("run:1"), "true");

            // Then
            assertThat(lastUse(journal, port, image)).isAfter(before);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldCreditFormerImageWhenTagMovesRightAfterRun(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = listening(port)) {
            // Given
            String image = fixture.image(fixture.name("moved:1"));
            String other = fixture.image(fixture.name("other:1"));
            Instant before = Instant.now();

            // When
            engine.docker("run", "--rm", "--network", "none", fixture.name("moved:1"), "true");
            engine.docker("tag", other, fixture.name("moved:1"));

            // Then
            assertThat(lastUse(journal, port, image)).isAfter(before);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldCountUseWhenImageIsOnlyBuiltFrom(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = listening(port)) {
            // Given
            String image = fixture.image(fixture.name("base:1"));
            Instant before = Instant.now();

            // When
            fixture.buildCacheOnly(
                    "FROM %s\nRUN echo %s >/1\n".formatted(fixture.name("base:1"), fixture.mark("step")));

            // Then
            assertThat(lastUse(journal, port, image)).isAfter(before);
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withImageMounts")
    void shouldCountUseWhenImageIsMountedIntoContainer(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = listening(port)) {
            // Given
            String image = fixture.image(fixture.name("mounted:1"));
            fixture.image(fixture.name("run:1"));
            Instant before = Instant.now();

            // When
            String container = fixture.run(
                    "--mount",
                    "type=image,source=%s,target=/m".formatted(fixture.name("mounted:1")),
                    fixture.name("run:1"));

            // Then
            await().untilAsserted(() ->
                    assertThat(journal.state().containers().get(container)).contains(image));
            engine.docker("rm", "--force", container);
            assertThat(lastUse(journal, port, image)).isAfter(before);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldLoseNothingWhenAgentRestarts(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String run = fixture.image(fixture.name("run:1"));
            String idle = fixture.image(fixture.name("idle:1"));
            Instant idleUse;
            try (UsageJournal journal = listening(port)) {
                idleUse = lastUse(journal, port, idle);
            }
            Instant before = Instant.now();
            engine.docker("run", "--rm", "--network", "none", fixture.name("run:1"), "true");

            // When
            try (UsageJournal journal = listening(port)) {

                // Then
                assertThat(lastUse(journal, port, run)).isAfter(before);
                assertThat(lastUse(journal, port, idle)).isEqualTo(idleUse);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldLoseNothingWhenEngineRestartsWhileListening(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = listening(port)) {
            // Given
            String idle = fixture.image(fixture.name("idle:1"));
            Instant idleUse = lastUse(journal, port, idle);

            // When
            engine.kill();
            await().until(() -> !journal.isListening());
            engine.start();

            // Then
            await().atMost(Duration.ofMinutes(1)).until(journal::isListening);
            assertThat(lastUse(journal, port, idle)).isEqualTo(idleUse);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldCountUseOfAllWhenEngineRestartsWhileNobodyListens(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String idle = fixture.image(fixture.name("idle:1"));
            try (UsageJournal journal = listening(port)) {
                lastUse(journal, port, idle);
            }
            Instant before = Instant.now();

            // When
            engine.kill();
            engine.start();

            // Then
            try (UsageJournal journal = listening(port)) {
                assertThat(lastUse(journal, port, idle)).isAfter(before);
            }
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
            try (UsageJournal journal = listening(port)) {
                lastUse(journal, port, idle);
            }
            Instant before = Instant.now();

            // When
            engine.docker(
                    Stream.concat(Stream.of("kill", "--signal", "CONT"), Collections.nCopies(256, container).stream())
                            .toArray(String[]::new));

            // Then
            try (UsageJournal journal = listening(port)) {
                assertThat(lastUse(journal, port, idle)).isAfter(before);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldSeeVolumesAndNetworksWithoutAPlanWhenTheyWereThereBefore(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String volume = fixture.volume("data");
            String network = fixture.network("net");
            engine.kill();
            engine.start();
            Instant before = Instant.now();

            // When
            try (UsageJournal journal = listening(port)) {

                // Then
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    AttachmentSights seen = journal.state().attachmentSights();
                    assertThat(seen.volumes().get(volume)).isAfter(before);
                    assertThat(seen.networks().get(network)).isAfter(before);
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldCountNoUseWhenWePruneOurselves(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = listening(port)) {
            // Given
            String image = fixture.image(fixture.name("kept:1"));
            String pruned = fixture.image(fixture.name("pruned:1"));
            String container = fixture.runToEnd(fixture.name("kept:1"));
            fixture.buildCacheOnly("FROM %s\nRUN echo %s >/1\nRUN echo %s >/2\n"
                    .formatted(fixture.name("pruned:1"), fixture.mark("below"), fixture.mark("above")));
            var inventory = port.inventory();
            Instant use = journal.usage(inventory).images().get(image);
            var learnt = journal.state().recordHistory();

            // When
            port.removeContainer(fixture.container(inventory, container));
            port.removeImage(fixture.image(inventory, pruned));
            port.removeRecords(fixture.records(inventory, fixture.mark("above")), Duration.ofSeconds(1));
            journal.pruned(Set.of(pruned), now -> Touches.NONE);

            // Then
            assertThat(journal.state().firstSeen()).containsKey(image).doesNotContainKey(pruned);
            assertThat(lastUse(journal, port, image)).isEqualTo(use);
            assertThat(journal.state().recordHistory().looks()).isEqualTo(learnt.looks());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellTheSameWhenAnotherAgentWrites(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal writer = listening(port);
                UsageJournal reader = new UsageJournal(folder, port, Clock.systemUTC())) {
            // Given
            String image = fixture.image(fixture.name("run:1"));
            engine.docker("run", "--rm", "--network", "none", fixture.name("run:1"), "true");
            Instant written = lastUse(writer, port, image);

            // When
            Instant read = lastUse(reader, port, image);

            // Then
            assertThat(read).isEqualTo(written);
        }
    }

    private UsageJournal listening(DockerJavaEngine port) {
        var journal = new UsageJournal(folder, port, Clock.systemUTC());
        journal.start();
        await().until(journal::isListening);
        return journal;
    }

    private static Instant lastUse(UsageJournal journal, DockerJavaEngine port, String image) {
        return journal.usage(port.inventory()).images().get(image);
    }
}
