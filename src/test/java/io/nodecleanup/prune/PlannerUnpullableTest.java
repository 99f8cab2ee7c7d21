package io.nodecleanup.prune;

import static io.nodecleanup.prune.Plans.keeps;
import static io.nodecleanup.prune.Plans.names;
import static io.nodecleanup.prune.SomeRules.danglingImages;
import static io.nodecleanup.prune.SomeRules.images;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Rules.ImageRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerUnpullableTest {
    private static final Rules KEEP_UNPULLABLE = rules(new ImageRules(false, Duration.ZERO, 0, Selector.ALL, true));

    private final Inventory inventory = inventory(
            pullable(image("pulled", "pulled:1"), Pullable.YES),
            pullable(image("made", "made:1"), Pullable.NO),
            pullable(image("dangling"), Pullable.NO),
            pullable(image("untold", "untold:1"), Pullable.UNKNOWN));

    @Test
    void shouldKeepAllThatNoRegistryIsKnownToHaveWhenToldTo() {
        // Given, When
        Plan plan = Planner.plan(inventory, Usage.NONE, KEEP_UNPULLABLE, NOW);
        // Then
        assertThat(names(plan)).containsExactly("pulled:1");
        assertThat(plan.keeps())
                .extracting(Plan.Keep::reason)
                .containsOnly(new Reason.Unpullable(), new Reason.PullableUnknown());
        assertThat(keeps(plan))
                .containsEntry("made:1", "images.keepUnpullable: made or loaded here, never pushed")
                .containsEntry(
                        "untold:1",
                        "images.keepUnpullable: nobody saw it pulled or pushed, and this image store does not tell");
    }

    @Test
    void shouldTakeForDanglingWhatHasNoTagAndADigestThatProvesAPull() {
        // Given
        Inventory replaced = inventory(
                pullable(image("pulled-before"), Pullable.YES, List.of("app@sha256:1")),
                pullable(image("pulled-by-digest"), Pullable.UNKNOWN, List.of("app@sha256:2")));
        // When
        Plan plan = Planner.plan(replaced, Usage.NONE, danglingImages(Duration.ZERO), NOW);
        // Then
        assertThat(names(plan)).containsExactly("app@sha256:1");
        assertThat(plan.keeps()).extracting(Plan.Keep::reason).containsExactly(new Reason.NotDangling());
    }

    @Test
    void shouldLetGoWhatWasSeenPulledOrPushedWhateverTheEngineTells() {
        // Given
        var usage = new Usage(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of("sha256:untold", "sha256:made"),
                UseHistory.NONE,
                UseHistory.NONE);
        // When
        Plan plan = Planner.plan(inventory, usage, KEEP_UNPULLABLE, NOW);
        // Then
        assertThat(names(plan)).containsExactlyInAnyOrder("pulled:1", "untold:1", "made:1");
    }

    @Test
    void shouldLetAllGoWhenNotTold() {
        // Given, When
        Plan plan = Planner.plan(inventory, Usage.NONE, images(Duration.ZERO), NOW);
        // Then
        assertThat(plan.keeps()).isEmpty();
    }

    @Test
    void shouldKeepThemUnderPressureToo() {
        // Given
        var pressure = new Pressure(1_000, 1, Duration.ZERO);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, KEEP_UNPULLABLE, Optional.of(pressure), NOW);
        // Then
        assertThat(names(plan)).containsExactly("pulled:1");
    }

    private static Image pullable(Image image, Pullable pullable) {
        return pullable(image, pullable, image.digests());
    }

    private static Image pullable(Image image, Pullable pullable, List<String> digests) {
        return new Image(
                image.id(),
                image.tags(),
                digests,
                image.sizeBytes(),
                image.sharedBytes(),
                image.layers(),
                image.labels(),
                image.parentId(),
                image.created(),
                image.lastTagged(),
                pullable);
    }
}
