package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Volumes and networks, and which containers have them. */
@Tag("engine")
class AttachmentsInventoryTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellAnonymousVolumesFromNamedOnesAndThoseWithOptions(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String named = fixture.volume("data", "--label", "stage=ci");
            String tmpfs = fixture.volume("tmpfs", "--opt", "type=tmpfs", "--opt", "device=tmpfs");
            fixture.image(fixture.name("app:1"));
            String container = fixture.create("--volume", "/scratch", fixture.name("app:1"));
            String anonymous = fixture.anonymousVolume(container);

            // When
            Inventory inventory = port.inventory();

            // Then
            Volume data = fixture.volume(inventory, named);
            assertThat(data.driver()).isEqualTo("local");
            assertThat(data.anonymous() || data.hasOptions()).isFalse();
            assertThat(data.labels()).containsEntry("stage", "ci");
            assertThat(data.created().orElseThrow()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
            assertThat(fixture.volume(inventory, tmpfs).hasOptions()).isTrue();
            assertThat(fixture.volume(inventory, anonymous).anonymous()).isTrue();
            assertThat(fixture.container(inventory, container).mountedVolumes()).containsExactly(anonymous);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellThatAContainerHasAVolumeWhenItMountsAFolderInsideItByPath(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String name = fixture.volume("data");
            String folder = engine.docker("volume", "inspect", "--format", "{{.Mountpoint}}", name);
            fixture.image(fixture.name("app:1"));
            String container = fixture.create("--volume", folder + "/inside:/data", fixture.name("app:1"));

            // When
            Container found = fixture.container(port.inventory(), container);

            // Then
            assertThat(found.mountedVolumes()).containsExactly(name);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellTheSizesOfVolumesInTheDiskUsage(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String name = fixture.volume("data");
            fixture.image(fixture.name("app:1"));
            fixture.runToEnd("--volume", name + ":/data", fixture.name("app:1"), "sh", "-c", "echo 12345 > /data/file");

            // When
            Inventory inventory =
                    port.inventory().withVolumeBytes(port.diskUsage().volumeBytes());

            // Then
            assertThat(fixture.volume(inventory, name).sizeBytes()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldTellTheNetworksThatAContainerIsToJoinWhenItNeverRanOrWasDisconnected(TestEngine engine)
            throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String id = fixture.network("net");
            fixture.image(fixture.name("app:1"));
            String byName = fixture.create("--network", fixture.mark("net"), fixture.name("app:1"));
            String byPrefix = fixture.create("--network", id.substring(0, 12), fixture.name("app:1"));
            String disconnected = fixture.create("--network", fixture.mark("net"), fixture.name("app:1"));
            engine.docker("network", "disconnect", "--force", id, disconnected);

            // When
            Inventory inventory = port.inventory();

            // Then
            Network network = fixture.network(inventory, id);
            assertThat(network.name()).isEqualTo(fixture.mark("net"));
            assertThat(network.scope()).isEqualTo("local");
            assertThat(network.ingress() || network.configOnly()).isFalse();
            assertThat(network.created().orElseThrow()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
            for (String container : new String[] {byName, byPrefix, disconnected}) {
                assertThat(fixture.container(inventory, container).networks())
                        .as(container)
                        .anyMatch(network::isMeantBy);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldListTheEnginesOwnNetworks(TestEngine engine) {
        try (DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given, When
            Inventory inventory = port.inventory();

            // Then
            assertThat(inventory.networks()).extracting(Network::name).contains("host", "none");
        }
    }
}
