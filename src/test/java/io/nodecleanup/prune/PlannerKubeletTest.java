package io.nodecleanup.prune;

import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.container;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.labelled;
import static io.nodecleanup.prune.Things.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerKubeletTest {
    private static final Image PULLED = image("pulled", "app:1");
    private static final Image OF_POD = image("pod", "pod:1");
    private static final Container POD = labelled("k8s_app", OF_POD, "io.kubernetes.pod.name", "app-1");
    private static final Container OTHER = container("done", PULLED);

    @Test
    void shouldLetOnlyBuildCacheGoWhenAKubeletUsesTheEngine() {
        // Given
        Inventory inventory = inventory(PULLED, OF_POD, POD, OTHER, record("step"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(false), NOW);
        // Then
        assertThat(plan.removals()).extracting(removal -> removal.object().id()).containsExactly("step");
        assertThat(plan.keeps())
                .hasSize(4)
                .allSatisfy(keep -> assertThat(keep.reason()).isEqualTo(new Reason.SharedWithKubelet()));
    }

    @Test
    void shouldLetUnusedImagesAndContainersOfOthersGoWhenThePolicyAllowsIt() {
        // Given
        Inventory inventory = inventory(PULLED, OF_POD, POD, OTHER);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(true), NOW);
        // Then
        assertThat(plan.removals())
                .extracting(removal -> (Object) removal.object())
                .containsExactly(OTHER, PULLED);
    }

    @Test
    void shouldNameTheFieldThatKeepsWhenAskedWhy() {
        // Given
        Inventory inventory = inventory(PULLED, OF_POD, POD);
        // When
        Explanation why = Explanation.of(inventory, Usage.NONE, rules(false), Optional.empty(), PULLED, NOW);
        // Then
        assertThat(why.scheduled().reason()).isEqualTo(new Reason.SharedWithKubelet());
        assertThat(why.rulings())
                .startsWith(new Ruling("engine.sharedWithKubelet Deny", true, "a kubelet uses this engine"));
    }

    private static Rules rules(boolean sharedWithKubelet) {
        return new Rules(
                SomeRules.images(Duration.ZERO).images(),
                SomeRules.cache(Duration.ZERO).buildCache(),
                SomeRules.containers(Duration.ZERO).containers(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                sharedWithKubelet);
    }
}
