package io.nodecleanup.prune;

import static io.nodecleanup.prune.Plans.keeps;
import static io.nodecleanup.prune.Plans.names;
import static io.nodecleanup.prune.SomeRules.containers;
import static io.nodecleanup.prune.SomeRules.images;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.container;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.labelled;
import static io.nodecleanup.prune.Things.restarting;
import static io.nodecleanup.prune.Things.running;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerContainersTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void shouldKeepImagesOfContainersWhenRunningStoppedOrMounted() {
        // Given
        Image run = image("run", "run:1");
        Image stopped = image("stopped", "stopped:1");
        Image mounted = image("mounted", "registry.example.com/data:1");
        Image mountedById = image("0123456789ab", "data:2");
        Inventory inventory = inventory(
                run,
                stopped,
                mounted,
                mountedById,
                running("api", run),
                container("done", stopped),
                running("reader", run, "registry.example.com/data:1", "0123456789ab"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, images(Duration.ZERO), NOW);
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(keeps(plan))
                .containsEntry("run:1", "used by container api")
                .containsEntry("stopped:1", "used by container done")
                .containsEntry("registry.example.com/data:1", "used by container reader")
                .containsEntry("data:2", "used by container reader");
    }

    @Test
    void shouldKeepAnImageThatIsMountedByTagAndDigestTogether() {
        // Given
        Image run = image("run", "run:1");
        Image byId = image("tools", "tools:1");
        Image pulled = pulled(image("data", "data:1"), "data@sha256:registrys");
        Inventory inventory =
                inventory(run, byId, pulled, running("reader", run, "tools:1@sha256:tools", "data:1@sha256:registrys"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, images(Duration.ZERO), NOW);
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(keeps(plan))
                .containsEntry("tools:1", "used by container reader")
                .containsEntry("data:1", "used by container reader");
    }

    @Test
    void shouldRemoveStoppedContainersFirstAndThenTheirImagesWhenBothRulesSaySo() {
        // Given
        Image app = image("app", "app:1");
        Inventory inventory = inventory(app, container("done", app));
        var rules = rules(images(DAY), containers(DAY));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules, NOW);
        // Then
        assertThat(names(plan)).containsExactly("done", "app:1");
        assertThat(plan.predictedBytes()).isEqualTo(5 + 100);
    }

    @Test
    void shouldKeepContainersWhenTheyRunRestartOrBelongToSomebody() {
        // Given
        Image app = image("app", "app:1");
        Inventory inventory = inventory(
                app,
                running("web", app),
                restarting("db", app),
                container("buildx_buildkit_builder0", app),
                labelled("pause", app, "io.kubernetes.pod.name", "p"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, containers(Duration.ZERO), NOW);
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(keeps(plan))
                .containsEntry("web", "running")
                .containsEntry("db", "has a restart policy")
                .containsEntry("buildx_buildkit_builder0", "of a buildx builder")
                .containsEntry("pause", "of Kubernetes");
    }

    @Test
    void shouldKeepTheImageWhenAnotherContainerOfItStays() {
        // Given
        Image app = image("app", "app:1");
        Inventory inventory = inventory(app, container("done", app), restarting("db", app));
        var rules = rules(images(DAY), containers(DAY));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules, NOW);
        // Then
        assertThat(names(plan)).containsExactly("done");
        assertThat(keeps(plan)).containsEntry("app:1", "used by container db");
    }

    private static Image pulled(Image image, String digest) {
        return new Image(
                image.id(),
                image.tags(),
                List.of(digest),
                image.sizeBytes(),
                image.sharedBytes(),
                image.layers(),
                image.labels(),
                image.parentId(),
                image.created(),
                image.lastTagged());
    }
}
