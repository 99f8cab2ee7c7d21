package io.nodecleanup.prune;

import static io.nodecleanup.prune.Attachments.joined;
import static io.nodecleanup.prune.Attachments.network;
import static io.nodecleanup.prune.Plans.keeps;
import static io.nodecleanup.prune.Plans.names;
import static io.nodecleanup.prune.SomeRules.networks;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.container;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.restarting;
import static io.nodecleanup.prune.Things.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Rules.NetworkRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which networks stay whatever their age. */
class PlannerNetworksTest {
    private final Image app = image("app", "app:1");

    @Test
    void shouldKeepNetworksWhenTheLabelSelectorDoesNotSelectThem() {
        // Given
        var ci = new Network("c1", "ci", "local", false, false, Map.of("stage", "ci"), Optional.of(Things.WEEK_AGO));
        var rules = rules(new NetworkRules(Duration.ofDays(1), SomeRules.selector("stage", "ci")));
        // When
        Plan plan = Planner.plan(inventory(ci, network("other")), Usage.NONE, rules, NOW);
        // Then
        assertThat(names(plan)).containsExactly("ci");
        assertThat(keeps(plan)).containsEntry("other", "labelSelector does not select it");
    }

    @Test
    void shouldKeepNetworksWhenAContainerNamesThemByNameIdOrTheIdsBeginning() {
        // Given
        Inventory inventory = inventory(
                app,
                network("by-name"),
                network("by-id"),
                network("by-prefix"),
                network("free"),
                joined(running("a", app), "by-name"),
                joined(restarting("b", app), network("by-id").id()),
                joined(container("c", app), network("by-prefix").id().substring(0, 12)));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, networks(Duration.ZERO), NOW);
        // Then
        assertThat(names(plan)).containsExactly("free");
        assertThat(keeps(plan))
                .containsEntry("by-name", "used by container a")
                .containsEntry("by-id", "used by container b")
                .containsEntry("by-prefix", "used by container c");
    }

    @Test
    void shouldKeepNetworksWhenTheyAreTheEnginesOrSwarmsOrHoldSettings() {
        // Given
        var created = Optional.of(Things.WEEK_AGO);
        List<Network> kept = List.of(
                network("bridge"),
                network("host"),
                network("none"),
                network("docker_gwbridge"),
                new Network("a1", "overlay", "swarm", false, false, Map.of(), created),
                new Network("a2", "mesh", "local", true, false, Map.of(), created),
                new Network("a3", "settings", "local", false, true, Map.of(), created),
                new Network("a4", "pods", "local", false, false, Map.of("io.kubernetes.x", ""), created));
        // When
        Plan plan = Planner.plan(inventory(kept.toArray()), Usage.NONE, networks(Duration.ZERO), NOW);
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(keeps(plan))
                .containsEntry("bridge", "a network of the engine itself")
                .containsEntry("none", "a network of the engine itself")
                .containsEntry("docker_gwbridge", "a network of Swarm")
                .containsEntry("overlay", "a network of Swarm")
                .containsEntry("mesh", "a network of Swarm")
                .containsEntry("settings", "holds settings for other networks")
                .containsEntry("pods", "of Kubernetes");
    }
}
