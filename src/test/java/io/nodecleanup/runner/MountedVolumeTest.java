package io.nodecleanup.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Planner;
import io.nodecleanup.prune.Rules;
import io.nodecleanup.prune.Rules.VolumeRules;
import io.nodecleanup.prune.Selector;
import io.nodecleanup.prune.SomeRules;
import io.nodecleanup.prune.Things;
import io.nodecleanup.prune.Usage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine itself deletes a volume under a container that has a folder inside it by its path. */
@Tag("engine")
class MountedVolumeTest {
    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldKeepAVolumeMountedByPathWhenItsContainerWasToGoButStartedSince(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String volume = fixture.volume("data");
            String folder = engine.docker("volume", "inspect", "--format", "{{.Mountpoint}}", volume);
            String image = fixture.image(fixture.name("app:1"));
            String container = fixture.create("--volume", folder + ":/data", image, "sleep", "3600");
            Inventory all = port.inventory();
            Instant plannedAt = Instant.now();
            Plan plan = Planner.plan(
                    Things.inventory(fixture.container(all, container), fixture.volume(all, volume)),
                    Usage.NONE,
                    rules(),
                    plannedAt);
            engine.docker("start", container);
            Removals removals =
                    new Removals(port, (run, action, object, reason, message) -> {}, Clock.systemUTC(), "run-1");

            // When
            removals.carryOut(plan, plannedAt, Duration.ZERO, Optional::empty);

            // Then
            assertThat(plan.removals()).hasSize(2);
            assertThat(removals.removed()).isEmpty();
            assertThat(engine.has("volume", volume)).isTrue();
        }
    }

    private static Rules rules() {
        return new Rules(
                Optional.empty(),
                Optional.empty(),
                SomeRules.containers(Duration.ZERO).containers(),
                Optional.of(new VolumeRules(false, Duration.ZERO, Selector.ALL)),
                Optional.empty());
    }
}
