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
}
