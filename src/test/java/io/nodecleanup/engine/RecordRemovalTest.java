package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class RecordRemovalTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveOnlyThoseThatAreNamed(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            buildSteps(fixture, "go");
            buildSteps(fixture, "stay");
            List<CacheRecord> go = unusedForTwoSeconds(fixture.records(port.inventory(), fixture.mark("go")));

            // When
            RemovedRecords removed = port.removeRecords(go, SECOND);

            // Then
            assertThat(go).hasSize(2);
            assertThat(removed.ids()).containsExactlyInAnyOrderElementsOf(ids(go));
            assertThat(removed.reclaimedBytes())
                    .isEqualTo(go.stream().mapToLong(CacheRecord::sizeBytes).sum());
            assertThat(fixture.records(port.inventory(), fixture.mark("go"))).isEmpty();
            assertThat(fixture.records(port.inventory(), fixture.mark("stay"))).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepRecordsWhenTheyAreYoungerThanTheRule(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            buildSteps(fixture, "young");
            List<CacheRecord> young = unusedForTwoSeconds(fixture.records(port.inventory(), fixture.mark("young")));

            // When
            RemovedRecords removed = port.removeRecords(young, Duration.ofHours(1));

            // Then
            assertThat(removed).isEqualTo(new RemovedRecords(Set.of(), 0));
            assertThat(fixture.records(port.inventory(), fixture.mark("young"))).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepParentWhenItsChildIsNotNamed(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            buildSteps(fixture, "chain");
            List<CacheRecord> chain = unusedForTwoSeconds(fixture.records(port.inventory(), fixture.mark("chain")));
            List<CacheRecord> parent = fixture.records(port.inventory(), fixture.mark("chain-below"));

            // When
            RemovedRecords removed = port.removeRecords(parent, SECOND);

            // Then
            assertThat(parent).hasSize(1);
            assertThat(removed.ids()).isEmpty();
            assertThat(ids(fixture.records(port.inventory(), fixture.mark("chain"))))
                    .containsExactlyInAnyOrderElementsOf(ids(chain));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveRecordWhenImageStillHasItsLayer(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("base:1"));
            String image = fixture.build(
                    "FROM %s\nRUN echo %s >/1\n".formatted(fixture.name("base:1"), fixture.mark("shared")),
                    fixture.name("built:1"));
            List<CacheRecord> shared = unusedForTwoSeconds(fixture.records(port.inventory(), fixture.mark("shared")));

            // When
            RemovedRecords removed = port.removeRecords(shared, SECOND);

            // Then
            assertThat(removed.ids()).hasSize(1).containsExactlyElementsOf(ids(shared));
            assertThat(engine.has("image", image)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveAllWhenThereAreAsManyAsACallTakes(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            buildSteps(fixture, "real");
            List<CacheRecord> real = unusedForTwoSeconds(fixture.records(port.inventory(), fixture.mark("real")));
            List<CacheRecord> many = new ArrayList<>(real);
            for (int i = real.size(); i < DockerEngine.RECORDS_AT_ONCE; i++) {
                many.add(unknownRecord("%025d".formatted(i)));
            }

            // When
            RemovedRecords removed = port.removeRecords(many, SECOND);

            // Then
            assertThat(removed.ids()).hasSize(2).containsExactlyInAnyOrderElementsOf(ids(real));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveNothingWhenIdCouldMeanMoreInAnExpression(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            buildSteps(fixture, "stay");
            unusedForTwoSeconds(fixture.records(port.inventory(), fixture.mark("stay")));

            // When
            RemovedRecords removed = port.removeRecords(List.of(unknownRecord(".*"), unknownRecord("")), SECOND);

            // Then
            assertThat(removed.ids()).isEmpty();
            assertThat(fixture.records(port.inventory(), fixture.mark("stay"))).hasSize(2);
        }
    }

    @Test
    void shouldAskNothingWhenThereAreNoRecords() {
        // Given
        try (DockerEngine port = DockerJavaEngine.open(Path.of("/nowhere/docker.sock"))) {
            // When
            RemovedRecords removed = port.removeRecords(List.of(), SECOND);

            // Then
            assertThat(removed.ids()).isEmpty();
        }
    }

    /** Two records, {@code TEXT-below} and its child {@code TEXT-above}. */
    private static void buildSteps(EngineFixture fixture, String text) throws IOException {
        String base = fixture.name(text + ":1");
        fixture.image(base);
        fixture.buildCacheOnly("FROM %s\nRUN echo %s >/1\nRUN echo %s >/2\n"
                .formatted(base, fixture.mark(text + "-below"), fixture.mark(text + "-above")));
    }

    private static List<CacheRecord> unusedForTwoSeconds(List<CacheRecord> records) {
        Instant last = records.stream()
                .map(each -> each.lastUsed().orElse(each.created()))
                .max(Instant::compareTo)
                .orElseThrow();
        await().until(() -> Instant.now().isAfter(last.plusSeconds(2)));
        return records;
    }

    private static List<String> ids(List<CacheRecord> records) {
        return records.stream().map(CacheRecord::id).toList();
    }

    private static CacheRecord unknownRecord(String id) {
        return new CacheRecord(id, "regular", "", 1, false, false, Instant.EPOCH, Optional.empty(), 0, List.of());
    }
}
