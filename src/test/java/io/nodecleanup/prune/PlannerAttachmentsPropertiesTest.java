package io.nodecleanup.prune;

import static io.nodecleanup.prune.Things.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for volumes and networks of any inventory and any rules; as {@link PlannerPropertiesTest}. */
class PlannerAttachmentsPropertiesTest {
    private static final int CASES = 100;
    private static final int SEEDS_A_CASE = 20;

    static Stream<Long> firstSeeds() {
        return LongStream.range(0, CASES).mapToObj(i -> i * SEEDS_A_CASE);
    }

    private record Planned(GeneratedInventory generated, Map<String, Instant> firstSeen, Plan plan, String seed) {
        <T extends Prunable> List<T> removed(Class<T> kind) {
            return plan.removals().stream()
                    .map(Plan.Removal::object)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }

        List<Container> containers(Predicate<Container> which) {
            return generated.inventory().containers().stream().filter(which).toList();
        }

        List<Container> staying() {
            Set<String> gone =
                    removed(Container.class).stream().map(Container::id).collect(Collectors.toSet());
            return generated.inventory().containers().stream()
                    .filter(container -> !gone.contains(container.id()))
                    .toList();
        }
    }

    private static List<Planned> plans(long first) {
        return LongStream.range(first, first + SEEDS_A_CASE)
                .mapToObj(seed -> {
                    var generated = new GeneratedInventory(seed);
                    Map<String, Instant> firstSeen = firstSeen(generated.inventory(), new Random(seed));
                    var usage = new Usage(
                            Map.of(), Map.of(), Map.of(), firstSeen, Set.of(), UseHistory.NONE, UseHistory.NONE);
                    return new Planned(
                            generated,
                            firstSeen,
                            Planner.plan(generated.inventory(), usage, generated.rules(), NOW),
                            "seed " + seed);
                })
                .toList();
    }

    /** Of some, as of a journal that has not seen the others. */
    private static Map<String, Instant> firstSeen(Inventory inventory, Random random) {
        return Stream.concat(inventory.volumes().stream(), inventory.networks().stream())
                .filter(thing -> random.nextInt(3) > 0)
                .collect(Collectors.toMap(
                        Prunable::id,
                        thing -> NOW.minus(Duration.ofMinutes(random.nextInt(6_000))),
                        (one, other) -> one));
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldPlanNoVolumeThatAContainerThatStaysMountsOrThatIsNotOursOrTooYoung(long first) {
        // Given, When
        for (Planned planned : plans(first)) {
            // Then
            for (Volume volume : planned.removed(Volume.class)) {
                Rules.VolumeRules rules = planned.generated().rules().volumes().orElseThrow();
                assertThat(planned.staying())
                        .as(planned.seed())
                        .noneMatch(container -> container.mountedVolumes().contains(volume.name()));
                assertThat(volume.driver()).as(planned.seed()).isEqualTo("local");
                assertThat(volume.hasOptions()).as(planned.seed()).isFalse();
                assertThat(volume.name()).as(planned.seed()).doesNotContain("buildx_buildkit_");
                assertThat(volume.anonymous() || !rules.anonymousOnly())
                        .as(planned.seed())
                        .isTrue();
                assertThat(rules.selector().selects(volume.labels()))
                        .as(planned.seed())
                        .isTrue();
                List<Container> users = planned.containers(
                        container -> container.mountedVolumes().contains(volume.name()));
                assertThat(rules.unusedFor().isZero()
                                || planned.firstSeen().containsKey(volume.name())
                                || !users.isEmpty())
                        .as(planned.seed())
                        .isTrue();
                assertOldEnough(planned, volume, volume.created(), users, rules.unusedFor());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldPlanNoNetworkThatAContainerThatStaysNamesOrThatIsNotOursOrTooYoung(long first) {
        // Given, When
        for (Planned planned : plans(first)) {
            // Then
            for (Network network : planned.removed(Network.class)) {
                Rules.NetworkRules rules =
                        planned.generated().rules().networks().orElseThrow();
                assertThat(planned.staying().stream().flatMap(container -> container.networks().stream()))
                        .as(planned.seed())
                        .noneMatch(network.name()::equals)
                        .noneMatch(network.id()::startsWith);
                assertThat(network.name()).as(planned.seed()).isNotIn("bridge", "host", "none", "docker_gwbridge");
                assertThat(network.scope()).as(planned.seed()).isEqualTo("local");
                assertThat(network.ingress() || network.configOnly())
                        .as(planned.seed())
                        .isFalse();
                assertThat(rules.selector().selects(network.labels()))
                        .as(planned.seed())
                        .isTrue();
                List<Container> users = planned.containers(container -> container.networks().stream()
                        .anyMatch(written ->
                                written.equals(network.name()) || network.id().startsWith(written)));
                assertOldEnough(planned, network, network.created(), users, rules.unusedFor());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void shouldRemoveEveryContainerBeforeWhatItHas(long first) {
        // Given, When
        for (Planned planned : plans(first)) {
            List<Prunable> order =
                    planned.plan().removals().stream().map(Plan.Removal::object).toList();
            // Then
            for (Prunable object : order) {
                boolean attached = object instanceof Volume || object instanceof Network;
                assertThat(attached
                                && order.subList(order.indexOf(object), order.size()).stream()
                                        .anyMatch(Container.class::isInstance))
                        .as(planned.seed())
                        .isFalse();
            }
        }
    }

    /** What tells when a thing was last used, and there must be something, is old enough. */
    private static void assertOldEnough(
            Planned planned, Prunable thing, Optional<Instant> created, List<Container> users, Duration rule) {
        if (!rule.isZero()) {
            Stream<Instant> ends = users.stream().map(c -> c.finished().orElse(c.created()));
            Stream<Instant> sight = Stream.ofNullable(planned.firstSeen().get(thing.id()));
            assertThat(Stream.of(created.stream(), sight, ends).flatMap(times -> times))
                    .as(planned.seed())
                    .isNotEmpty()
                    .allMatch(use -> !use.isAfter(NOW.minus(rule)));
        }
    }
}
