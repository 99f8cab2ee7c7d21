package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.prune.Volume;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class VolumeRemovalTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveVolumeWhenNoContainerHasIt(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String name = fixture.volume("data", "--label", "stage=ci");
            Volume planned = fixture.volume(port.inventory(), name).sized(7);

            // When
            RemovalOutcome outcome = port.removeVolume(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Removed());
            assertThat(engine.has("volume", name)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepVolumeWhenAContainerGotItSinceThePlanEvenIfItNeverRan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String name = fixture.volume("data");
            Volume planned = fixture.volume(port.inventory(), name);
            fixture.create("--volume", name + ":/data", fixture.name("app:1"));

            // When
            RemovalOutcome outcome = port.removeVolume(planned);

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            RemovalOutcome.Refused.class,
                            refused -> assertThat(refused.why()).containsPattern("in use|was used since"));
            assertThat(engine.has("volume", name)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepVolumeWhenItWasMadeAgainUnderTheSameNameSinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String name = fixture.volume("data");
            Volume planned = fixture.volume(port.inventory(), name);
            Instant made = planned.created().orElseThrow();
            // The engine tells whole seconds.
            await().until(() -> Instant.now().isAfter(made.plusSeconds(1)));
            engine.docker("volume", "rm", name);
            fixture.volume("data");

            // When
            RemovalOutcome outcome = port.removeVolume(planned);

            // Then
            assertThat(outcome).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(engine.has("volume", name)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepVolumeWhenAContainerCameAndWentWithItSinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String name = fixture.volume("data");
            Volume planned = fixture.volume(port.inventory(), name);
            engine.docker(
                    "run", "--rm", "--network", "none", "--volume", name + ":/data", fixture.name("app:1"), "true");

            // When
            RemovalOutcome outcome = port.removeVolume(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Refused("it was used since it was planned"));
            assertThat(engine.has("volume", name)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepVolumeWhenAContainerThatCameSinceThePlanHasAFolderInsideItByPath(TestEngine engine)
            throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String name = fixture.volume("data");
            Volume planned = fixture.volume(port.inventory(), name);
            String folder = engine.docker("volume", "inspect", "--format", "{{.Mountpoint}}", name);
            fixture.create("--volume", folder + "/inside:/data", fixture.name("app:1"));

            // When
            RemovalOutcome outcome = port.removeVolume(planned);

            // Then
            assertThat(outcome).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(engine.has("volume", name)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepVolumeWhenNoEventsWereSeenSinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine planning = DockerJavaEngine.open(engine.socket());
                DockerEngine removing = DockerJavaEngine.open(engine.socket())) {
            // Given
            String name = fixture.volume("data");
            Volume planned = fixture.volume(planning.inventory(), name);

            // When
            RemovalOutcome outcome = removing.removeVolume(planned);

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            RemovalOutcome.Refused.class,
                            refused -> assertThat(refused.why()).contains("events of the engine were missed"));
            assertThat(engine.has("volume", name)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldSayThatItIsGoneWhenSomebodyElseRemovedIt(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String name = fixture.volume("data");
            Volume planned = fixture.volume(port.inventory(), name);
            engine.docker("volume", "rm", name);

            // When
            RemovalOutcome outcome = port.removeVolume(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.AlreadyGone());
        }
    }
}
