package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.RemovalOutcome.Removed;
import io.nodecleanup.prune.Image;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class ImageRemovalTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveImageWhenItHasNoName(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image();
            Image planned = fixture.image(port.inventory(), id);

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isEqualTo(new Removed());
            assertThat(engine.has("image", id)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveImageWhenItHasOneTag(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isEqualTo(new Removed());
            assertThat(engine.has("image", id)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveImageWithAllNamesWhenItHasMoreTags(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"), fixture.name("app:latest"), fixture.name("backup/app:1"));
            Image planned = fixture.image(port.inventory(), id);

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isEqualTo(new Removed());
            assertThat(engine.has("image", id)).isFalse();
            assertThat(planned.tags()).hasSize(3).noneMatch(tag -> engine.has("image", tag));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveImageWithAllNamesWhenItWasPulledByTagsAndDigest(TestEngine engine) throws IOException {
        try (TestRegistry registry = new TestRegistry();
                EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String digest = registry.imageDigest();
            String id = fixture.pull(registry.repository("app") + ":1");
            fixture.pull(registry.repository("app") + ":2");
            fixture.pull(registry.repository("mirror/app") + ":1");
            fixture.pull(registry.repository("other/app") + "@" + digest);
            Image planned = fixture.image(port.inventory(), id);

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(planned.tags()).hasSize(3);
            assertThat(planned.digests()).contains(registry.repository("other/app") + "@" + digest);
            assertThat(outcome).isEqualTo(new Removed());
            assertThat(engine.has("image", id)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveImageWhenItWasPulledByDigestsAlone(TestEngine engine) throws IOException {
        try (TestRegistry registry = new TestRegistry();
                EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.pull(registry.repository("app") + "@" + registry.imageDigest());
            fixture.pull(registry.repository("mirror/app") + "@" + registry.imageDigest());
            Image planned = fixture.image(port.inventory(), id);

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(planned.tags()).isEmpty();
            assertThat(planned.digests()).hasSize(2);
            assertThat(outcome).isEqualTo(new Removed());
            assertThat(engine.has("image", id)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withGraphDriver")
    void shouldKeepUntaggedParentWhenItsOnlyChildGoes(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String parent = fixture.image();
            String container = fixture.runToEnd(parent);
            String child = fixture.commit(container);
            engine.docker("rm", container);
            Image planned = fixture.image(port.inventory(), child);

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isEqualTo(new Removed());
            assertThat(engine.has("image", child)).isFalse();
            assertThat(engine.has("image", parent)).isTrue();
        }
    }
}
