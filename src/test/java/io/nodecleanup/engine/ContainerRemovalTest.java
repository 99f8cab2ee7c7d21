package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Container;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class ContainerRemovalTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveContainerAndLeaveItsVolumeWhenItHasEnded(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.runToEnd("--volume", "/scratch", fixture.name("app:1"), "true");
            String volume = engine.docker("container", "inspect", "--format", "{{range .Mounts}}{{.Name}}{{end}}", id);
            Container planned = fixture.container(port.inventory(), id);

            // When
            RemovalOutcome outcome = port.removeContainer(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Removed());
            assertThat(engine.has("container", id)).isFalse();
            assertThat(engine.has("volume", volume)).isTrue();
            engine.docker("volume", "rm", volume);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepContainerWhenItWasStartedSinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.runToEnd(fixture.name("app:1"), "sleep", "1");
            Container planned = fixture.container(port.inventory(), id);
            engine.docker("container", "start", id);
            engine.docker("container", "pause", id);

            // When
            RemovalOutcome outcome = port.removeContainer(planned);

            // Then
            assertThat(outcome).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(engine.has("container", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepContainerWhenItRanOnceMoreSinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.runToEnd(fixture.name("app:1"));
            Container planned = fixture.container(port.inventory(), id);
            engine.docker("container", "start", "--attach", id);

            // When
            RemovalOutcome outcome = port.removeContainer(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Refused("it was started since it was planned"));
            assertThat(engine.has("container", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepContainerWhenItRanForTheFirstTimeSinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.create(fixture.name("app:1"), "true");
            Container planned = fixture.container(port.inventory(), id);
            engine.docker("container", "start", "--attach", id);

            // When
            RemovalOutcome outcome = port.removeContainer(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Refused("it was started since it was planned"));
            assertThat(engine.has("container", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveContainerWhenItNeverRan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.create(fixture.name("app:1"), "true");
            Container planned = fixture.container(port.inventory(), id);

            // When
            RemovalOutcome outcome = port.removeContainer(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Removed());
            assertThat(engine.has("container", id)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepContainerWhenItHasGotARestartPolicySinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.runToEnd(fixture.name("app:1"));
            Container planned = fixture.container(port.inventory(), id);
            engine.docker("container", "update", "--restart", "always", id);

            // When
            RemovalOutcome outcome = port.removeContainer(planned);

            // Then
            assertThat(outcome)
                    .isEqualTo(new RemovalOutcome.Refused("it has got a restart policy since it was planned"));
            assertThat(engine.has("container", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldSayThatItIsGoneWhenSomebodyElseRemovedIt(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.runToEnd(fixture.name("app:1"));
            Container planned = fixture.container(port.inventory(), id);
            engine.docker("container", "rm", id);

            // When
            RemovalOutcome outcome = port.removeContainer(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.AlreadyGone());
        }
    }
}
