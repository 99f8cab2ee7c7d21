package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class NetworkRemovalTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveThatNetworkWhenAnotherHasTheSameName(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String old = fixture.network("net");
            Network planned = fixture.network(port.inventory(), old);
            engine.docker("network", "rm", old);
            String young = fixture.network("net");

            // When
            RemovalOutcome outcome = port.removeNetwork(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.AlreadyGone());
            assertThat(engine.has("network", young)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveNetworkWhenNoContainerNamesIt(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.network("net");
            Network planned = fixture.network(port.inventory(), id);

            // When
            RemovalOutcome outcome = port.removeNetwork(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Removed());
            assertThat(engine.has("network", id)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepNetworkWhenAContainerWasMadeForItSinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.network("net");
            Network planned = fixture.network(port.inventory(), id);
            fixture.create("--network", id.substring(0, 12), fixture.name("app:1"));

            // When
            RemovalOutcome outcome = port.removeNetwork(planned);

            // Then
            assertThat(outcome).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(engine.has("network", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepNetworkWhenAContainerCameAndWentWithItSinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.network("net");
            Network planned = fixture.network(port.inventory(), id);
            engine.docker("run", "--rm", "--network", fixture.mark("net"), fixture.name("app:1"), "true");

            // When
            RemovalOutcome outcome = port.removeNetwork(planned);

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Refused("it was used since it was planned"));
            assertThat(engine.has("network", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRemoveNetworkWhenWeRemovedTheContainerThatHadIt(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            fixture.image(fixture.name("app:1"));
            String id = fixture.network("net");
            String container = fixture.create("--network", fixture.mark("net"), fixture.name("app:1"));
            engine.docker("start", "--attach", container);
            Inventory inventory = port.inventory();
            port.removeContainer(fixture.container(inventory, container));

            // When
            RemovalOutcome outcome = port.removeNetwork(fixture.network(inventory, id));

            // Then
            assertThat(outcome).isEqualTo(new RemovalOutcome.Removed());
            assertThat(engine.has("network", id)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldKeepNetworkWhenNoEventsWereSeenSinceThePlan(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine planning = DockerJavaEngine.open(engine.socket());
                DockerEngine removing = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.network("net");
            Network planned = fixture.network(planning.inventory(), id);

            // When
            RemovalOutcome outcome = removing.removeNetwork(planned);

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            RemovalOutcome.Refused.class,
                            refused -> assertThat(refused.why()).contains("events of the engine were missed"));
            assertThat(engine.has("network", id)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldReportTheEnginesRefusalWhenTheNetworkIsItsOwn(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String host = engine.docker("network", "inspect", "--format", "{{.Id}}", "host");
            Network predefined = fixture.network(port.inventory(), host);

            // When
            RemovalOutcome outcome = port.removeNetwork(predefined);

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            RemovalOutcome.Refused.class,
                            refused -> assertThat(refused.why()).contains("pre-defined"));
        }
    }
}
