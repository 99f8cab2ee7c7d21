package io.nodecleanup.prune;

import static io.nodecleanup.prune.Plans.keeps;
import static io.nodecleanup.prune.Plans.names;
import static io.nodecleanup.prune.SomeRules.cache;
import static io.nodecleanup.prune.SomeRules.danglingImages;
import static io.nodecleanup.prune.SomeRules.images;
import static io.nodecleanup.prune.SomeRules.imagesButLatest;
import static io.nodecleanup.prune.SomeRules.imagesWith;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.Things.HOUR_AGO;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.childOf;
import static io.nodecleanup.prune.Things.created;
import static io.nodecleanup.prune.Things.described;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.labelled;
import static io.nodecleanup.prune.Things.record;
import static io.nodecleanup.prune.Things.running;
import static io.nodecleanup.prune.Things.sized;
import static io.nodecleanup.prune.Things.used;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void shouldRemoveUnusedImageWithItsNumbersWhenOlderThanRule() {
        // Given
        Image old = image("old", "app:1");
        // When
        Plan plan = Planner.plan(inventory(old), Usage.NONE, images(DAY), NOW);
        // Then
        assertThat(plan.removals()).containsExactly(new Plan.Removal(old, new Reason.Unused(WEEK, DAY)));
        assertThat(plan.removals().getFirst().reason().text()).isEqualTo("unused for 7d, rule 1d");
    }

    @Test
    void shouldKeepEverythingWhenTheRulesNameNothing() {
        // Given
        Inventory inventory = inventory(image("a", "app:1"), image("dangling"), record("r"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(), NOW);
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(plan.keeps()).hasSize(3).allMatch(keep -> keep.reason().equals(new Reason.NoRule()));
    }

    @Test
    void shouldKeepWholeImageWhenOneOfItsNamesMatches() {
        // Given
        Image two = image("two", "app:1", "app:stable");
        Image hub = image("hub", "nginx:1.27");
        Image other = image("other", "app:2");
        // When
        Plan plan = Planner.plan(
                inventory(two, hub, other), Usage.NONE, images(DAY, "*:stable", "docker.io/library/nginx:*"), NOW);
        // Then
        assertThat(names(plan)).containsExactly("app:2");
        assertThat(plan.keeps())
                .extracting(Plan.Keep::reason)
                .containsExactlyInAnyOrder(new Reason.Kept("*:stable"), new Reason.Kept("docker.io/library/nginx:*"));
    }

    @Test
    void shouldKeepImageWhenTooYoungOrOfUnknownAge() {
        // Given
        Image young = created(image("young", "young:1"), HOUR_AGO);
        Image unknown = created(image("unknown", "unknown:1"), null);
        // When
        Plan plan = Planner.plan(inventory(young, unknown), Usage.NONE, images(DAY), NOW);
        // Then
        assertThat(keeps(plan))
                .containsEntry("young:1", "used 1h ago, rule 1d")
                .containsEntry("unknown:1", "nothing tells when it was last used, rule 1d");
    }

    @Test
    void shouldCountUseOfAnImageForItsBaseWhenLayersBeginWithIts() {
        // Given
        Image base = sized(image("base", "base:1"), 100, 100, "os");
        Image app = created(sized(image("app", "app:1"), 150, 100, "os", "app"), HOUR_AGO);
        // When
        Plan plan = Planner.plan(inventory(base, app), Usage.NONE, images(DAY), NOW);
        // Then
        assertThat(keeps(plan)).containsEntry("base:1", "used 1h ago, rule 1d");
    }

    @Test
    void shouldCountUseOfTheRecordThatStandsForAnImageWhenOneIs() {
        // Given
        Image base = image("base", "registry.example.com/os:1");
        CacheRecord pulled = described(used(record("p"), HOUR_AGO), "pulled from registry.example.com/os:1@sha256:abc");
        // When
        Plan plan = Planner.plan(inventory(base, pulled), Usage.NONE, images(DAY), NOW);
        // Then
        assertThat(keeps(plan)).containsEntry("registry.example.com/os:1", "used 1h ago, rule 1d");
    }

    @Test
    void shouldRemoveNamelessImagesAloneWhenDanglingOnly() {
        // Given
        Inventory inventory = inventory(image("named", "app:1"), image("dangling"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, danglingImages(DAY), NOW);
        // Then
        assertThat(names(plan)).containsExactly("<none> dangling");
        assertThat(plan.keeps()).extracting(Plan.Keep::reason).containsExactly(new Reason.NotDangling());
    }

    @Test
    void shouldKeepIntermediateImageWhenItsChildStays() {
        // Given
        Image parent = image("parent");
        Image child = childOf(image("child", "app:1"), parent);
        // When
        Plan plan = Planner.plan(inventory(parent, child), Usage.NONE, danglingImages(Duration.ZERO), NOW);
        // Then
        assertThat(plan.removals()).isEmpty();
        assertThat(keeps(plan)).containsEntry("<none> parent", "needed by app:1");
    }

    @Test
    void shouldRemoveChildrenBeforeParentsAndDanglingFirstWhenAllGo() {
        // Given
        Image parent = image("parent");
        Image child = childOf(image("child", "app:1"), parent);
        Inventory inventory =
                inventory(parent, child, image("dangling"), record("a"), record("b", "a"), record("c", "b"));
        var rules = rules(images(DAY), cache(DAY));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules, NOW);
        // Then
        assertThat(names(plan))
                .containsExactly("<none> dangling", "app:1", "<none> parent", "step c", "step b", "step a");
    }

    @Test
    void shouldPredictASharedLayerOnceAndOnlyWhenAllThatShareItGo() {
        // Given: os (100) under a (150) and b (170); a2 (180) upon a
        Image os = sized(image("os", "os:1"), 100, 100, "os");
        Image a = sized(image("a", "a:1"), 150, 150, "os", "a");
        Image a2 = sized(image("a2", "a:2"), 180, 150, "os", "a", "a2");
        Image b = sized(image("b", "b:1"), 170, 100, "os", "b");
        Inventory all = inventory(os, a, a2, b);
        Inventory bInUse = inventory(os, a, a2, b, running("web", b));
        // When
        long everything =
                Planner.plan(all, Usage.NONE, images(Duration.ZERO), NOW).predictedBytes();
        long withoutB =
                Planner.plan(bInUse, Usage.NONE, images(Duration.ZERO), NOW).predictedBytes();
        // Then
        assertThat(everything).isEqualTo(100 + 50 + 30 + 70);
        assertThat(withoutB).isEqualTo(50 + 30);
    }

    @Test
    void shouldGiveTheSamePlanWhenTheEngineListsInAnotherOrder() {
        // Given
        Image one = image("1", "a:1");
        Image two = image("2", "b:1");
        CacheRecord r = record("r");
        CacheRecord s = record("s", "r");
        var rules = rules(images(DAY), cache(DAY));
        // When
        Plan plan = Planner.plan(inventory(two, one, s, r), Usage.NONE, rules, NOW);
        // Then
        assertThat(plan).isEqualTo(Planner.plan(inventory(one, two, r, s), Usage.NONE, rules, NOW));
    }

    @Test
    void shouldKeepTheMostRecentlyUsedTagsOfEachRepositoryWhenToldTo() {
        // Given
        Inventory inventory = inventory(
                image("1", "app:1"),
                created(image("2", "app:2"), HOUR_AGO),
                created(image("3", "app:3", "localhost:5000/app:3"), HOUR_AGO.minusSeconds(1)),
                image("4", "localhost:5000/app:1"),
                image("dangling"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, imagesButLatest(1), NOW);
        // Then
        assertThat(names(plan)).containsExactly("<none> dangling", "app:1", "localhost:5000/app:1");
        assertThat(keeps(plan))
                .containsEntry("app:2", "bears one of the 1 latest tags of app")
                .containsEntry("app:3 (+1)", "bears one of the 1 latest tags of localhost:5000/app");
    }

    @Test
    void shouldKeepImagesThatTheSelectorDoesNotSelectWhenThereIsOne() {
        // Given
        Inventory inventory = inventory(
                labelled(image("ci", "ci:1"), "stage", "ci"),
                labelled(image("prod", "prod:1"), "stage", "prod"),
                image("bare", "bare:1"));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, imagesWith("stage", "ci"), NOW);
        // Then
        assertThat(names(plan)).containsExactly("ci:1");
        assertThat(plan.keeps()).extracting(Plan.Keep::reason).containsOnly(new Reason.NotSelected());
    }
}
