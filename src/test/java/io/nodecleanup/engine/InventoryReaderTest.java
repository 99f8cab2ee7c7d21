package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class InventoryReaderTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellNamesAndTimesOfImageWhenItHasTags(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String one = fixture.name("app:1");
            String two = fixture.name("other:2");
            String id = fixture.image(one, two);

            // When
            Image image = fixture.image(port.inventory(), id);

            // Then
            assertThat(image.tags()).containsExactlyInAnyOrder(one, two);
            assertThat(image.sizeBytes()).isGreaterThan(1_000_000);
            assertThat(image.layers()).hasSize(1);
            assertThat(image.parentId()).isEmpty();
            assertThat(image.created().orElseThrow()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
            assertThat(image.lastTagged().orElseThrow()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellNoNamesWhenImageIsDangling(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image();

            // When
            Image image = fixture.image(port.inventory(), id);

            // Then
            assertThat(image.isNameless()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldGiveCommonLayersSameIdsWhenOneImageIsBuiltFromAnother(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String base = fixture.image(fixture.name("base:1"));
            String child = fixture.build(
                    "FROM %s\nRUN echo %s >/file\n".formatted(fixture.name("base:1"), fixture.mark("layer")),
                    fixture.name("child:1"));

            // When
            Inventory inventory = port.inventory();

            // Then
            List<String> below = fixture.image(inventory, base).layers();
            Image above = fixture.image(inventory, child);
            assertThat(above.layers()).hasSize(2).startsWith(below.getFirst());
            assertThat(above.sharedBytes()).isBetween(1_000_000L, above.sizeBytes());
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withGraphDriver")
    void shouldTellParentWhenImageWasCommitted(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String parent = fixture.image();
            String child = fixture.commit(fixture.runToEnd(parent));

            // When
            Image image = fixture.image(port.inventory(), child);

            // Then
            assertThat(image.parentId()).contains(parent);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellContainersWhenTheyRunOrEndedOrNeverRan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String image = fixture.image(fixture.name("app:1"));
            String running = fixture.run("--name", fixture.mark("running"), fixture.name("app:1"));
            String stopped = fixture.runToEnd(image);
            String created = fixture.create(image);

            // When
            Inventory inventory = port.inventory();

            // Then
            assertThat(fixture.container(inventory, running)).satisfies(container -> {
                assertThat(container.name()).isEqualTo(fixture.mark("running"));
                assertThat(container.imageId()).isEqualTo(image);
                assertThat(container.running()).isTrue();
                assertThat(container.finished()).isEmpty();
                assertThat(container.created()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
                assertThat(container.mountedImages()).isEmpty();
            });
            assertThat(fixture.container(inventory, stopped)).satisfies(container -> {
                assertThat(container.running()).isFalse();
                assertThat(container.finished().orElseThrow()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
            });
            assertThat(fixture.container(inventory, created)).satisfies(container -> {
                assertThat(container.running()).isFalse();
                assertThat(container.finished()).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellLabelsSizeAndRestartPolicyWhenContainerHasThem(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.runToEnd(
                    "--label",
                    "stage=ci",
                    "--restart",
                    "on-failure:3",
                    fixture.name("app:1"),
                    "sh",
                    "-c",
                    "echo text > /file");

            // When
            Container container = fixture.container(port.inventory(), id);

            // Then
            assertThat(container.labels()).containsEntry("stage", "ci");
            assertThat(container.restarts()).isTrue();
            assertThat(container.sizeBytes()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellLabelsWhenImageHasThem(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("base:1"));
            String id = fixture.build("FROM " + fixture.name("base:1") + "\nLABEL stage=ci\n", fixture.name("app:1"));

            // When
            Image image = fixture.image(port.inventory(), id);

            // Then
            assertThat(image.labels()).containsEntry("stage", "ci");
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withImageMounts")
    void shouldTellMountedImageWhenContainerHasOne(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("mounted:1"));
            String image = fixture.image();
            String id = fixture.run(
                    "--mount", "type=image,source=%s,target=/mounted".formatted(fixture.name("mounted:1")), image);

            // When
            Container container = fixture.container(port.inventory(), id);

            // Then
            assertThat(container.mountedImages()).containsExactly(fixture.name("mounted:1"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellRecordsAndParentsWhenBuildCacheHasThem(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("base:1"));
            fixture.buildCacheOnly("FROM %s\nRUN echo %s >/1\nRUN echo %s >/2\n"
                    .formatted(fixture.name("base:1"), fixture.mark("below"), fixture.mark("above")));

            // When
            Inventory inventory = port.inventory();

            // Then
            CacheRecord below =
                    fixture.records(inventory, fixture.mark("below")).getFirst();
            CacheRecord above =
                    fixture.records(inventory, fixture.mark("above")).getFirst();
            assertThat(above.parents()).containsExactly(below.id());
            assertThat(above.type()).isEqualTo("regular");
            // The containerd store says shared of all records whose layer was never packed, though no image has it.
            assertThat(above.shared()).isEqualTo(engine.name().equals("29"));
            assertThat(above.inUse()).isFalse();
            assertThat(above.sizeBytes()).isPositive();
            assertThat(above.created()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
            assertThat(above.lastUsed().orElseThrow()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellThatRecordIsSharedWhenImageHasItsLayer(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("base:1"));
            fixture.build(
                    "FROM %s\nRUN echo %s >/1\n".formatted(fixture.name("base:1"), fixture.mark("step")),
                    fixture.name("built:1"));

            // When
            List<CacheRecord> records = fixture.records(port.inventory(), fixture.mark("step"));

            // Then
            assertThat(records).hasSize(1).allMatch(CacheRecord::shared);
        }
    }
}
