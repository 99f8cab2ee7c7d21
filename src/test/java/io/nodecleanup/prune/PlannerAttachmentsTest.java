package io.nodecleanup.prune;

import static io.nodecleanup.prune.Attachments.anonymous;
import static io.nodecleanup.prune.Attachments.created;
import static io.nodecleanup.prune.Attachments.joined;
import static io.nodecleanup.prune.Attachments.labelled;
import static io.nodecleanup.prune.Attachments.mounting;
import static io.nodecleanup.prune.Attachments.network;
import static io.nodecleanup.prune.Attachments.volume;
import static io.nodecleanup.prune.Plans.keeps;
import static io.nodecleanup.prune.Plans.names;
import static io.nodecleanup.prune.SomeRules.containers;
import static io.nodecleanup.prune.SomeRules.images;
import static io.nodecleanup.prune.SomeRules.networks;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.SomeRules.volumes;
import static io.nodecleanup.prune.Things.HOUR_AGO;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.WEEK_AGO;
import static io.nodecleanup.prune.Things.container;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.restarting;
import static io.nodecleanup.prune.Things.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.Rules.VolumeRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Volumes and networks. */
class PlannerAttachmentsTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Image app = image("app", "app:1");

    @Test
    void shouldRemoveOnlyAnonymousVolumesWhenTheRuleSaysSo() {
        // Given
        Inventory inventory = inventory(anonymous("0123"), volume("data"));
        var rules = rules(new VolumeRules(true, DAY, Selector.ALL));
        // When
        Plan plan = Planner.plan(inventory, firstSeen(Map.of("0123", WEEK_AGO)), rules, NOW);
        // Then
        assertThat(names(plan)).containsExactly("0123");
        assertThat(keeps(plan)).containsEntry("data", "a named volume");
        assertThat(plan.predictedBytes()).isEqualTo(7);
    }

    @Test
    void shouldKeepVolumesWhenAContainerHasThemOrTheyAreSomebodyElses() {
        // Given
        Inventory inventory = inventory(
                app,
                volume("live"),
                volume("stopped"),
                volume("buildx_buildkit_builder0_state"),
                labelled(volume("pod"), "io.kubernetes.pod.name", "p"),
                new Volume("share", "nfs", false, false, Map.of(), 0, Optional.of(Things.WEEK_AGO)),
                new Volume("disk", "local", true, false, Map.of(), 0, Optional.of(Things.WEEK_AGO)),
                mounting(running("web", app), "live"),
                mounting(container("done", app), "stopped"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, volumes(Duration.ZERO), NOW);
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(keeps(plan))
                .containsEntry("live", "used by container web")
                .containsEntry("stopped", "used by container done")
                .containsEntry("buildx_buildkit_builder0_state", "of a buildx builder")
                .containsEntry("pod", "of Kubernetes")
                .containsEntry("share", "of the volume driver nfs")
                .containsEntry("disk", "has driver options");
    }

    @Test
    void shouldRemoveContainersThenTheirVolumesAndNetworksThenTheirImagesWhenAllRulesSaySo() {
        // Given
        Inventory inventory =
                inventory(app, volume("data"), network("net"), joined(mounting(container("done", app), "data"), "net"));
        var rules = rules(images(DAY), containers(DAY), volumes(DAY), networks(DAY));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules, NOW);
        // Then
        assertThat(names(plan)).containsExactly("done", "data", "net", "app:1");
        assertThat(plan.predictedBytes()).isEqualTo(5 + 7 + 100);
    }

    @Test
    void shouldCountTheLatestOfCreationContainersAndJournalAsLastUse() {
        // Given
        Inventory inventory = inventory(
                app,
                volume("seen"),
                volume("mounted"),
                created(volume("young"), Optional.of(HOUR_AGO)),
                created(volume("unknown"), Optional.empty()),
                network("seen-net"),
                created(network("young-net"), HOUR_AGO),
                mounting(restarting("db", app), "mounted"));
        var usage = new Usage(
                Map.of(),
                Map.of("seen", HOUR_AGO),
                Map.of(network("seen-net").id(), HOUR_AGO),
                Map.of("young", WEEK_AGO),
                Set.of(),
                UseHistory.NONE,
                UseHistory.NONE);
        // When
        Plan plan = Planner.plan(inventory, usage, rules(volumes(DAY), networks(DAY)), NOW);
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(keeps(plan))
                .containsEntry("seen", "used 1h ago, rule 1d")
                .containsEntry("mounted", "used by container db")
                .containsEntry("young", "used 1h ago, rule 1d")
                .containsEntry("unknown", "nothing tells when it was last used, rule 1d")
                .containsEntry("seen-net", "used 1h ago, rule 1d")
                .containsEntry("young-net", "used 1h ago, rule 1d");
    }

    @Test
    void shouldCountFromTheFirstSightWhenVolumesAndNetworksAreOlderThanTheJournal() {
        // Given
        Inventory inventory =
                inventory(volume("new-here"), volume("long-here"), network("new-net-here"), network("long-net-here"));
        Usage usage = firstSeen(Map.of(
                "new-here",
                HOUR_AGO,
                "long-here",
                WEEK_AGO,
                network("new-net-here").id(),
                HOUR_AGO,
                network("long-net-here").id(),
                WEEK_AGO));
        // When
        Plan plan = Planner.plan(inventory, usage, rules(volumes(DAY), networks(DAY)), NOW);
        // Then
        assertThat(names(plan)).containsExactly("long-here", "long-net-here");
        assertThat(keeps(plan))
                .containsEntry("new-here", "used 1h ago, rule 1d")
                .containsEntry("new-net-here", "used 1h ago, rule 1d");
    }

    @Test
    void shouldKeepVolumesThatNoContainerNamesWhenThereIsNoJournalAndTheRuleAsksForAnAge() {
        // Given
        Inventory inventory = inventory(
                app, volume("data"), anonymous("0123"), volume("left"), mounting(container("done", app), "left"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(volumes(DAY), containers(DAY)), NOW);
        // Then
        assertThat(names(plan)).containsExactly("done", "left");
        assertThat(keeps(plan))
                .containsEntry("data", "nothing tells when it was last used, rule 1d")
                .containsEntry("0123", "nothing tells when it was last used, rule 1d");
    }

    @Test
    void shouldRemoveVolumesThatNoContainerNamesWhenThereIsNoJournalAndTheRuleAsksForNoAge() {
        // Given
        Inventory inventory = inventory(volume("data"), anonymous("0123"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, volumes(Duration.ZERO), NOW);
        // Then
        assertThat(names(plan)).containsExactlyInAnyOrder("data", "0123");
    }

    @Test
    void shouldJudgeNetworksByTheirCreationAsDockersUntilDoesWhenThereIsNoJournal() {
        // Given
        Inventory inventory = inventory(network("old"), created(network("young"), HOUR_AGO));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, networks(DAY), NOW);
        // Then
        assertThat(names(plan)).containsExactly("old");
        assertThat(keeps(plan)).containsEntry("young", "used 1h ago, rule 1d");
    }

    @Test
    void shouldKeepWhatAContainerHadOfLateWhenTheContainerItselfGoes() {
        // Given
        Container ended = joined(mounting(container("done", app), "data"), "net");
        Inventory inventory = inventory(app, volume("data"), network("net"), ended);
        Duration month = Duration.ofDays(30);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(containers(DAY), volumes(month), networks(month)), NOW);
        // Then
        assertThat(names(plan)).containsExactly("done");
        assertThat(keeps(plan))
                .containsEntry("data", "used 7d ago, rule 30d")
                .containsEntry("net", "used 7d ago, rule 30d");
    }

    @Test
    void shouldKeepVolumesWhenTheLabelSelectorDoesNotSelectThem() {
        // Given
        Inventory inventory = inventory(labelled(volume("ci"), "stage", "ci"), volume("other"));
        var rules = rules(new VolumeRules(false, DAY, SomeRules.selector("stage", "ci")));
        // When
        Plan plan = Planner.plan(inventory, firstSeen(Map.of("ci", WEEK_AGO)), rules, NOW);
        // Then
        assertThat(names(plan)).containsExactly("ci");
        assertThat(keeps(plan)).containsEntry("other", "labelSelector does not select it");
    }

    /** Of a journal that saw them first then, and never in use. */
    private static Usage firstSeen(Map<String, Instant> firstSeen) {
        return new Usage(Map.of(), Map.of(), Map.of(), firstSeen, Set.of(), UseHistory.NONE, UseHistory.NONE);
    }
}
