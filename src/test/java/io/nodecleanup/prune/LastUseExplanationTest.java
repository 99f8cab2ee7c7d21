package io.nodecleanup.prune;

import static io.nodecleanup.prune.Attachments.joined;
import static io.nodecleanup.prune.Attachments.mounting;
import static io.nodecleanup.prune.Attachments.network;
import static io.nodecleanup.prune.Attachments.volume;
import static io.nodecleanup.prune.SomeRules.rules;
import static io.nodecleanup.prune.Things.HOUR_AGO;
import static io.nodecleanup.prune.Things.NOW;
import static io.nodecleanup.prune.Things.childOf;
import static io.nodecleanup.prune.Things.container;
import static io.nodecleanup.prune.Things.created;
import static io.nodecleanup.prune.Things.described;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.record;
import static io.nodecleanup.prune.Things.running;
import static io.nodecleanup.prune.Things.sized;
import static io.nodecleanup.prune.Things.used;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a thing was last used, and what that is known from. */
class LastUseExplanationTest {
    private static final Optional<Duration> NO_PRESSURE = Optional.empty();

    @Test
    void shouldTellWhatTheLastUseIsKnownFrom() {
        // Given
        Image base = sized(image("base", "base:1"), 10, 5, "l1");
        Image app = childOf(created(sized(image("app", "app:1"), 20, 5, "l2"), HOUR_AGO), base);
        Image pulled = image("pulled", "pulled:1");
        Image seen = image("seen", "seen:1");
        Volume data = volume("data");
        Network net = network("net");
        CacheRecord standIn = used(described(record("r"), "pulled from docker.io/library/pulled:1"), HOUR_AGO);
        Container web = joined(mounting(running("web", image("web", "web:1")), "data"), "net");
        Inventory inventory = inventory(
                base, app, pulled, seen, data, net, standIn, web, image("web", "web:1"), container("done", seen));
        var usage = new Usage(
                Map.of("sha256:seen", HOUR_AGO),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                UseHistory.NONE,
                UseHistory.NONE);
        // When
        List<Prunable> things = List.of(
                base,
                app,
                pulled,
                seen,
                data,
                net,
                standIn,
                inventory.containers().getLast());
        List<String> origins = things.stream()
                .map(thing -> Explanation.of(inventory, usage, rules(), NO_PRESSURE, thing, NOW)
                        .lastUse()
                        .map(Explanation.LastUsed::origin)
                        .orElse("nothing"))
                .toList();
        // Then
        assertThat(origins)
                .containsExactly(
                        "it was built: image app:1, built on it",
                        "it was built",
                        "a build started from it",
                        "the agent saw it in use",
                        "container web runs",
                        "container web runs",
                        "a build used it",
                        "container done was made");
    }

    @Test
    void shouldTellThatTheLastUseIsTheFirstSightWhenAVolumeOrNetworkIsOlderThanTheJournal() {
        // Given
        Volume data = volume("data");
        Network net = network("net");
        var usage = new Usage(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("data", HOUR_AGO, net.id(), HOUR_AGO),
                Set.of(),
                UseHistory.NONE,
                UseHistory.NONE);
        // When
        List<Explanation> whys = List.<Prunable>of(data, net).stream()
                .map(thing -> Explanation.of(inventory(data, net), usage, rules(), NO_PRESSURE, thing, NOW))
                .toList();
        // Then
        assertThat(whys)
                .extracting(why -> why.lastUse().orElseThrow())
                .containsOnly(new Explanation.LastUsed(HOUR_AGO, "the agent saw it for the first time"));
    }

    @Test
    void shouldTellNoLastUseOfAVolumeWhenThereIsNoJournalAndNoContainerNamesIt() {
        // Given
        Volume data = volume("data");
        // When
        Explanation why = Explanation.of(
                inventory(data), Usage.NONE, SomeRules.volumes(Duration.ofDays(1)), NO_PRESSURE, data, NOW);
        // Then
        assertThat(why.lastUse()).isEmpty();
        assertThat(why.rulings())
                .endsWith(new Ruling("volumes.unusedFor 1d", true, "nothing tells when it was last used, rule 1d"));
    }
}
