package io.nodecleanup.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every rule says of a thing, also those that a plan does not come to. */
record Rulings(Inventory inventory, Usage usage, Rules rules, Plan plan, LastUse lastUse, Instant now) {
    /**
     * The rulings in the order in which they are asked.
     *
     * @param decided what the plan decides by, which may be more than the rules for a thing by itself
     */
    List<Ruling> of(Prunable thing, Reason decided) {
        if (decided instanceof BuilderReason.Idle && !(thing instanceof Builder)) {
            return List.of(Ruling.of("builders.prune Idle", decided));
        }
        List<Container> staying = staying();
        List<Ruling> rulings = new ArrayList<>(
                switch (thing) {
                    case Container container ->
                        all(rules.containers().map(r -> ContainerVerdicts.of(r, now)), container);
                    case Volume volume ->
                        all(rules.volumes().map(r -> VolumeVerdicts.of(staying, r, lastUse, now)), volume);
                    case Network network ->
                        all(rules.networks().map(r -> NetworkVerdicts.of(staying, r, lastUse, now)), network);
                    case Image image ->
                        all(
                                rules.images()
                                        .map(r -> ImageVerdicts.of(
                                                inventory,
                                                staying,
                                                usage.inRegistry(),
                                                r,
                                                rules.keptImages(),
                                                lastUse,
                                                now)),
                                image);
                    case CacheRecord record ->
                        all(rules.buildCache().map(r -> CacheVerdicts.of(r, rules.keptImages(), lastUse, now)), record);
                    case Builder builder -> ofBuilder(builder, staying);
                    case BuilderCache cache -> ofBuilder(cache.builder(), staying);
                });
        if (decided instanceof Reason.SharedWithKubelet) {
            rulings.addFirst(Ruling.of("engine.sharedWithKubelet Deny", decided));
        }
        switch (decided) {
            case Reason.NeededBy needed -> rulings.add(Ruling.of("what is built from it", needed));
            case Reason.OverMaxSize over -> rulings.add(Ruling.of("buildCache.maxSize", over));
            default -> {
                // One of the rulings.
            }
        }
        return rulings;
    }

    private List<Ruling> ofBuilder(Builder builder, List<Container> staying) {
        List<Ruling> rulings =
                new ArrayList<>(all(rules.builders().map(r -> BuilderVerdicts.of(staying, r, lastUse, now)), builder));
        rules.builders().ifPresent(r -> rulings.addAll(BuilderVerdicts.rulingsOfCache(builder, r, now)));
        return rulings;
    }

    private static <T extends Prunable> List<Ruling> all(Optional<Verdicts<T>> verdicts, T thing) {
        return verdicts.map(each -> each.rulings(thing))
                .orElseGet(() -> List.of(Ruling.of("the policy", new Reason.NoRule())));
    }

    private List<Container> staying() {
        return plan.keeps().stream()
                .map(Plan.Keep::object)
                .filter(Container.class::isInstance)
                .map(Container.class::cast)
                .sorted(Container.BY_NAME)
                .toList();
    }
}
