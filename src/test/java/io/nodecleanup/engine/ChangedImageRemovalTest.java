package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.RemovalOutcome.AlreadyGone;
import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.engine.RemovalOutcome.Removed;
import io.nodecleanup.prune.Image;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class ChangedImageRemovalTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldLeaveTagAloneWhenItIsTheOnlyOneAndMovedSincePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String tag = fixture.name("app:1");
            String id = fixture.image(tag);
            Image planned = fixture.image(port.inventory(), id);
            String newer = fixture.image(tag);

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isInstanceOfAny(Removed.class, AlreadyGone.class);
            assertThat(engine.has("image", id)).isFalse();
            assertThat(engine.imageId(tag)).isEqualTo(newer);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldLeaveTagsAloneWhenTheyMovedFromImageWithMoreTags(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(
                    fixture.name("app:1"), fixture.name("app:2"), fixture.name("app:3"), fixture.name("app:4"));
            Image planned = fixture.image(port.inventory(), id);
            String newer = fixture.image(fixture.name("app:1"), fixture.name("app:4"));

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isEqualTo(new Removed());
            assertThat(engine.has("image", id)).isFalse();
            assertThat(engine.imageId(fixture.name("app:1"))).isEqualTo(newer);
            assertThat(engine.imageId(fixture.name("app:4"))).isEqualTo(newer);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRefuseWhenImageLostItsTagAndGotAnotherSincePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            engine.docker("tag", id, fixture.name("app:2"));
            String newer = fixture.image(fixture.name("app:1"));

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isInstanceOf(Refused.class);
            assertThat(engine.imageId(fixture.name("app:2"))).isEqualTo(id);
            assertThat(engine.imageId(fixture.name("app:1"))).isEqualTo(newer);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRefuseWhenImageLostItsTagAndGotAnotherAndNoEventsWereSeen(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine planning = DockerJavaEngine.open(engine.socket());
                DockerEngine removing = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(planning.inventory(), id);
            engine.docker("tag", id, fixture.name("app:2"));
            fixture.image(fixture.name("app:1"));

            // When
            RemovalOutcome outcome = removing.removeImage(planned);

            // Then
            assertThat(outcome)
                    .isEqualTo(new Refused("it has got the name " + fixture.name("app:2") + " since it was planned"));
            assertThat(engine.imageId(fixture.name("app:2"))).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRefuseWhenImageGotTheSameTagOnceMoreSincePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            engine.docker("tag", id, fixture.name("app:1"));

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isInstanceOf(Refused.class);
            assertThat(engine.imageId(fixture.name("app:1"))).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldLeaveAloneTheNameThatABuildFromTheCacheGaveItSincePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("base:1"));
            String dockerfile = "FROM %s\nRUN echo %s >/1\n".formatted(fixture.name("base:1"), fixture.mark("step"));
            String id = fixture.build(dockerfile, fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            engine.docker("image", "tag", fixture.image(fixture.name("other:1")), fixture.name("app:1"));
            String rebuilt = fixture.build(dockerfile, fixture.name("app:2"));

            // When
            port.removeImage(planned);

            // Then
            assertThat(engine.imageId(fixture.name("app:2"))).isEqualTo(rebuilt);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRefuseWhenImageGotSecondTagSincePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            engine.docker("tag", id, fixture.name("app:2"));

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isInstanceOf(Refused.class);
            assertThat(engine.imageId(fixture.name("app:1"))).isEqualTo(id);
            assertThat(engine.imageId(fixture.name("app:2"))).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRefuseWhenImageGotItsFirstTagSincePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image();
            Image planned = fixture.image(port.inventory(), id);
            engine.docker("tag", id, fixture.name("app:1"));

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome)
                    .isEqualTo(new Refused("it has got the name " + fixture.name("app:1") + " since it was planned"));
            assertThat(engine.imageId(fixture.name("app:1"))).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldSayAlreadyGoneWhenImageIsNoMore(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.image(fixture.name("app:1"));
            Image planned = fixture.image(port.inventory(), id);
            engine.docker("image", "rm", id);

            // When
            RemovalOutcome outcome = port.removeImage(planned);

            // Then
            assertThat(outcome).isEqualTo(new AlreadyGone());
        }
    }
}
