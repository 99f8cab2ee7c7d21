package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Pullable;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class PullableTest {
    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withGraphDriver")
    void shouldTellPulledImagesFromThoseMadeHereEvenIfABuildStartedFromOne(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                TestRegistry registry = new TestRegistry();
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String pulled = fixture.pull(registry.repository(fixture.mark("app") + ":1"));
            String base = fixture.image(fixture.name("base:1"));
            String built = fixture.build("FROM " + fixture.name("base:1") + "\nRUN true\n", fixture.name("app:1"));
            String dangling = fixture.image();

            // When
            Inventory inventory = port.inventory();

            // Then
            assertThat(fixture.image(inventory, pulled).pullable()).isEqualTo(Pullable.YES);
            for (String id : new String[] {base, built, dangling}) {
                assertThat(fixture.image(inventory, id).pullable()).as(id).isEqualTo(Pullable.NO);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withGraphDriver")
    void shouldTakeForDanglingWhatLostItsTagToAnotherImage(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                TestRegistry registry = new TestRegistry();
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String reference = registry.repository(fixture.mark("app") + ":1");
            String pulled = fixture.pull(reference);
            String other = fixture.image(fixture.name("app:1"));
            engine.docker("tag", other, reference);

            // When
            Inventory inventory = port.inventory();

            // Then
            assertThat(fixture.image(inventory, pulled).isDangling()).isTrue();
            assertThat(fixture.image(inventory, other).isDangling()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withContainerdStore")
    void shouldNotTellWhenTheContainerdStoreHasADigestForEveryImage(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                TestRegistry registry = new TestRegistry();
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String pulled = fixture.pull(registry.repository(fixture.mark("app") + ":1"));
            String made = fixture.image(fixture.name("app:1"));

            // When
            Inventory inventory = port.inventory();

            // Then
            assertThat(fixture.image(inventory, pulled).pullable()).isEqualTo(Pullable.UNKNOWN);
            assertThat(fixture.image(inventory, made).pullable()).isEqualTo(Pullable.UNKNOWN);
        }
    }
}
