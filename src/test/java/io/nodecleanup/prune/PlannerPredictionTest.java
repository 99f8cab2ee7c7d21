package io.nodecleanup.prune;

import static io.nodecleanup.prune.SomeRules.cache;
import static io.nodecleanup.prune.SomeRules.danglingImages;
import static io.nodecleanup.prune.SomeRules.images;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.WEEK_AGO;
import static io.nodecleanup.prune.Things.created;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.record;
import static io.nodecleanup.prune.Things.running;
import static io.nodecleanup.prune.Things.shared;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How many bytes a plan says it frees, where images and build cache have the same layers. A record here has 10 bytes. */
class PlannerPredictionTest {
    private static final Duration ANY = Duration.ZERO;
    private static final Instant MADE = WEEK_AGO.plusNanos(7);

    /** Of three layers, the last of which has a record, made in the same build as the image. */
    private final Image app = created(Things.sized(image("app", "app:1"), 30, 20, "os", "tools", "app"), MADE);

    private final Image base = created(Things.sized(image("base", "base:1"), 20, 20, "os", "tools"), null);
    private final CacheRecord osRecord = shared(record("os"));
    private final CacheRecord toolsRecord = shared(record("tools", "os"));
    private final CacheRecord appRecord = made(shared(record("app", "tools")), MADE);

    @Test
    void shouldPredictNothingWhenTheRecordsOfAnImagesLayersStay() {
        // Given
        Inventory inventory = inventory(app, base, osRecord, toolsRecord, appRecord);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(images(ANY)), NOW);
        // Then
        assertThat(plan.removals()).hasSize(2);
        assertThat(plan.predictedBytes()).isZero();
    }

    @Test
    void shouldPredictNothingOfRecordsWhenTheirImageStays() {
        // Given
        Inventory inventory = inventory(app, base, running("web", app), osRecord, toolsRecord, appRecord);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(images(ANY), cache(ANY)), NOW);
        // Then
        assertThat(plan.removals()).hasSize(4);
        assertThat(plan.predictedBytes()).isZero();
    }

    @Test
    void shouldPredictEachLayerOnceWhenImagesAndRecordsGo() {
        // Given
        Inventory inventory = inventory(app, base, osRecord, toolsRecord, appRecord);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(images(ANY), cache(ANY)), NOW);
        // Then
        assertThat(plan.predictedBytes()).isEqualTo(30);
    }

    @Test
    void shouldSubtractARecordThatIsTakenForItsParentsImageWhenThatGoes() {
        // Given
        CacheRecord unpacked = shared(record("unpacked", "app"));
        Inventory inventory =
                inventory(app, base, image("other", "other:1"), osRecord, toolsRecord, appRecord, unpacked);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(images(ANY)), NOW);
        // Then
        assertThat(plan.predictedBytes()).isEqualTo(100 - 10);
    }

    @Test
    void shouldPredictTooLittleRatherThanTooMuchWhenNoRecordIsKnownToBeTheImages() {
        // Given
        Image dangling = created(Things.sized(image("dangling"), 30, 20, "os", "tools", "app"), null);
        Inventory inventory = inventory(dangling, base, osRecord, toolsRecord, appRecord);
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(danglingImages(ANY)), NOW);
        // Then
        assertThat(plan.removals()).hasSize(1);
        assertThat(plan.predictedBytes()).isZero();
    }

    @Test
    void shouldTellSizesByRecordsWhenFamiliesPartAtABaseThatIsNoImage() {
        // Given
        Image app1 = created(Things.sized(image("a1", "app:1"), 57, 50, "os", "app", "a1"), MADE);
        Image app2 = created(Things.sized(image("a2", "app:2"), 58, 50, "os", "app", "a2"), null);
        Image web1 = created(Things.sized(image("w1", "web:1"), 69, 60, "os", "web", "w1"), MADE.plusNanos(1));
        Image web2 = created(Things.sized(image("w2", "web:2"), 62, 60, "os", "web", "w2"), null);
        Inventory inventory = inventory(
                app1,
                app2,
                web1,
                web2,
                sized(shared(record("os")), 40),
                sized(shared(record("app", "os")), 10),
                sized(shared(record("web", "os")), 20),
                sized(made(shared(record("a1", "app")), MADE), 7),
                sized(made(shared(record("w1", "web")), MADE.plusNanos(1)), 9));
        // When
        Plan plan = Planner.plan(inventory, Usage.NONE, rules(images(ANY), cache(ANY)), NOW);
        // Then
        assertThat(plan.predictedBytes()).isEqualTo(40 + 10 + 20 + 7 + 8 + 9 + 2);
    }

    private static CacheRecord made(CacheRecord r, Instant at) {
        return new CacheRecord(
                r.id(),
                r.type(),
                r.description(),
                r.sizeBytes(),
                r.shared(),
                r.inUse(),
                at,
                r.lastUsed(),
                0,
                r.parents());
    }

    private static CacheRecord sized(CacheRecord r, long bytes) {
        return new CacheRecord(
                r.id(),
                r.type(),
                r.description(),
                bytes,
                r.shared(),
                r.inUse(),
                r.created(),
                r.lastUsed(),
                0,
                r.parents());
    }
}
