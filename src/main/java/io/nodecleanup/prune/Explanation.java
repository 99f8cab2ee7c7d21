package io.nodecleanup.prune;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why one thing goes or stays, with all that the rules say of it.
 *
 * @param scheduled what a scheduled run decides
 * @param underPressure what is decided where a disk is too full, and all that may go is needed; empty without such a rule
 * @param lastUse empty where nothing tells
 * @param rulings of every rule that speaks of its kind, in the order in which they are asked; the first that keeps decides
 * @param neededBy what was built from it, at one remove, and stays
 * @param chance that the next use needs it; empty where nothing was learnt
 */
public record Explanation(
        Prunable object,
        Decision scheduled,
        Optional<Decision> underPressure,
        Optional<LastUsed> lastUse,
        List<Ruling> rulings,
        List<Prunable> neededBy,
        Optional<Chance> chance) {
    public Explanation {
        rulings = List.copyOf(rulings);
        neededBy = List.copyOf(neededBy);
    }

    /**
     * A last use.
     *
     * @param origin what it is known from, for people
     */
    public record LastUsed(Instant at, String origin) {}

    /**
     * What a plan decides on a thing.
     *
     * @param turn its place in the order of removal, from 1; 0 if it stays
     * @param removals how many things the plan removes
     */
    public record Decision(Reason reason, int turn, int removals) {
        private static Decision of(Prunable object, Plan plan) {
            int removals = plan.removals().size();
            for (int i = 0; i < removals; i++) {
                Prunable removed = plan.removals().get(i).object();
                if (removed.equals(object) || (removed instanceof Builder builder && builder.has(object))) {
                    return new Decision(plan.removals().get(i).reason(), i + 1, removals);
                }
            }
            return plan.keeps().stream()
                    .filter(keep -> keep.object().equals(object))
                    .map(keep -> new Decision(keep.reason(), 0, removals))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Explains what {@link Planner} decides on one thing.
     *
     * @param object one of the inventory's
     * @param underPressure the age at which things may go where a disk is too full; empty if nothing goes for that
     */
    public static Explanation of(
            Inventory inventory,
            Usage usage,
            Rules rules,
            Optional<Duration> underPressure,
            Prunable object,
            Instant now) {
        Plan plan = Planner.plan(inventory, usage, rules, now);
        LastUse lastUse = LastUse.of(inventory, usage, now);
        Map<String, Chance> chances = Chances.byId(inventory, usage, now);
        Decision scheduled = Decision.of(object, plan);
        return new Explanation(
                object,
                scheduled,
                underPressure
                        .map(floor -> new Pressure(Long.MAX_VALUE, 0, floor))
                        .map(all -> Decision.of(object, Planner.plan(inventory, usage, rules, Optional.of(all), now))),
                lastUse.of(object)
                        .map(at -> new LastUsed(
                                at,
                                new LastUseOrigin(inventory, usage, lastUse, now)
                                        .of(object)
                                        .orElseThrow())),
                new Rulings(inventory, usage, rules, plan, lastUse, now).of(object, scheduled.reason()),
                staying(plan).filter(child -> isBuiltFrom(child, object)).toList(),
                Optional.ofNullable(chances.get(object.id())));
    }

    private static Stream<Prunable> staying(Plan plan) {
        return plan.keeps().stream().map(Plan.Keep::object);
    }

    private static boolean isBuiltFrom(Prunable child, Prunable parent) {
        return switch (child) {
            case Image image -> image.parentId().filter(parent.id()::equals).isPresent();
            case CacheRecord record -> record.parents().contains(parent.id());
            default -> false;
        };
    }
}
