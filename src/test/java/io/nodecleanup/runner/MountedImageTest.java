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

/** The engine itself deletes an image that a container has mounted, by its id. */
@Tag("engine")
class MountedImageTest {
    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withImageMounts")
    void shouldKeepAMountedImageWhenItsContainerWasToGoButStartedSince(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String mounted = fixture.image(fixture.name("mounted:1"));
            String image = fixture.image(fixture.name("app:1"));
            String container = fixture.create(
                    "--mount",
                    "type=image,source=%s,target=/mounted".formatted(fixture.name("mounted:1")),
                    image,
                    "sleep",
                    "3600");
            Inventory all = port.inventory();
            Instant plannedAt = Instant.now();
            Plan plan = Planner.plan(
                    Things.inventory(
                            fixture.image(all, mounted), fixture.image(all, image), fixture.container(all, container)),
                    Usage.NONE,
                    rules(),
                    plannedAt);
            engine.docker("start", container);
            Removals removals =
                    new Removals(port, (run, action, object, reason, message) -> {}, Clock.systemUTC(), "run-1");

            // When
            Optional<RunOutcome> end = removals.carryOut(plan, plannedAt, Duration.ZERO, Optional::empty);

            // Then
            assertThat(plan.removals()).hasSize(3);
            assertThat(end).isEmpty();
            assertThat(removals.removed()).isEmpty();
            assertThat(engine.imageId(fixture.name("mounted:1"))).isEqualTo(mounted);
        }
    }

    private static Rules rules() {
        return new Rules(
                SomeRules.images(Duration.ZERO).images(),
                Optional.empty(),
                SomeRules.containers(Duration.ZERO).containers(),
                Optional.empty(),
                Optional.empty());
    }
}
