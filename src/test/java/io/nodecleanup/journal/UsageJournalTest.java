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
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts as a use, on real engines. */
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
                UsageJournal journal = JournalFixture.listening(folder, port)) {
            // Given
            String image = fixture.image(fixture.name("run:1"));
            Instant before = Instant.now();

            // When
            engine.docker("run", "--rm", "--network", "none", fixture.name("run:1"), "true");

            // Then
            assertThat(JournalFixture.lastUse(journal, port, image)).isAfter(before);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldCreditFormerImageWhenTagMovesRightAfterRun(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = JournalFixture.listening(folder, port)) {
            // Given
            String image = fixture.image(fixture.name("moved:1"));
            String other = fixture.image(fixture.name("other:1"));
            Instant before = Instant.now();

            // When
            engine.docker("run", "--rm", "--network", "none", fixture.name("moved:1"), "true");
            engine.docker("tag", other, fixture.name("moved:1"));

            // Then
            assertThat(JournalFixture.lastUse(journal, port, image)).isAfter(before);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldCountUseWhenImageIsOnlyBuiltFrom(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = JournalFixture.listening(folder, port)) {
            // Given
            String image = fixture.image(fixture.name("base:1"));
            Instant before = Instant.now();

            // When
            fixture.buildCacheOnly(
                    "FROM %s\nRUN echo %s >/1\n".formatted(fixture.name("base:1"), fixture.mark("step")));

            // Then
            assertThat(JournalFixture.lastUse(journal, port, image)).isAfter(before);
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withImageMounts")
    void shouldCountUseWhenImageIsMountedIntoContainer(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal journal = JournalFixture.listening(folder, port)) {
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
            assertThat(JournalFixture.lastUse(journal, port, image)).isAfter(before);
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
            try (UsageJournal journal = JournalFixture.listening(folder, port)) {

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
                UsageJournal journal = JournalFixture.listening(folder, port)) {
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
            assertThat(JournalFixture.lastUse(journal, port, image)).isEqualTo(use);
            assertThat(journal.state().recordHistory().looks()).isEqualTo(learnt.looks());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellTheSameWhenAnotherAgentWrites(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket());
                UsageJournal writer = JournalFixture.listening(folder, port);
                UsageJournal reader = new UsageJournal(folder, port, Clock.systemUTC())) {
            // Given
            String image = fixture.image(fixture.name("run:1"));
            engine.docker("run", "--rm", "--network", "none", fixture.name("run:1"), "true");
            Instant written = JournalFixture.lastUse(writer, port, image);

            // When
            Instant read = JournalFixture.lastUse(reader, port, image);

            // Then
            assertThat(read).isEqualTo(written);
        }
    }
}
