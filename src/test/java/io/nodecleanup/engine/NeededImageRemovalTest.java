package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.prune.Image;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A container that came since the plan needs its image. */
@Tag("engine")
class NeededImageRemovalTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";
    private static final String WITH_IMAGE_MOUNTS = "io.nodecleanup.engine.TestEngine#withImageMounts";

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRefuseWhenAContainerCameAndWentSincePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            engine.docker("container", "rm", fixture.create(fixture.name("app:1")));

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isEqualTo(new Refused("it was used since it was planned, by a container"));
            assertThat(engine.imageId(fixture.name("app:1"))).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRefuseWhenContainerCameSincePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            fixture.create(fixture.name("app:1"));

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.why()).contains("container"));
            assertThat(engine.imageId(fixture.name("app:1"))).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRefuseAndKeepAllNamesWhenContainerCameToImageWithMoreTags(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"), fixture.name("app:2"));
            Image planned = fixture.image(port.inventory(), id);
            fixture.create(fixture.name("app:1"));

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.why()).contains("container"));
            assertThat(planned.tags())
                    .allSatisfy(tag -> assertThat(engine.imageId(tag)).isEqualTo(id));
        }
    }

    @ParameterizedTest
    @MethodSource(WITH_IMAGE_MOUNTS)
    void shouldRefuseWhenContainerThatCameSincePlanHasItMounted(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("tools:1"));
            String app = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            fixture.run("--mount", mount(fixture.name("tools:1")), app);

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome)
                    .isEqualTo(new Refused("it was used since it was planned, by a container that mounts it"));
            assertThat(engine.has("image", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(WITH_IMAGE_MOUNTS)
    void shouldRefuseWhenContainerThatMountedItCameAndWentSincePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("tools:1"));
            String app = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            engine.docker(
                    "run", "--rm", "--network", "none", "--mount", mount(fixture.name("tools:1")), app, "sleep", "1");

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isInstanceOf(Refused.class);
            assertThat(engine.has("image", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(WITH_IMAGE_MOUNTS)
    void shouldRefuseWhenContainerHasItMountedAndNoEventsWereSeen(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine planning = DockerJavaEngine.open(engine.socket());
                DockerEngine removing = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("tools:1"));
            String app = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(planning.inventory(), id);
            fixture.create("--mount", mount(fixture.name("tools:1")), app);

            // When
            RemovalOutcome outcome = removing.removeImage(planned);

            // Then
            assertThat(outcome).isInstanceOf(Refused.class);
            assertThat(engine.has("image", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRefuseWhenAContainerCameAndWentThatWasMadeByTheImagesShortId(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            String shortId = id.substring("sha256:".length(), "sha256:".length() + 12);
            engine.docker("run", "--rm", "--network", "none", shortId, "sleep", "1");

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isEqualTo(new Refused("it was used since it was planned, by a container"));
            assertThat(engine.has("image", id)).isTrue();
        }
    }

    private static String mount(String image) {
        return "type=image,source=%s,target=/mounted".formatted(image);
    }
}
