package io.nodecleanup.prune;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why one thing goes or stays, with all that the rules say of it.
 *
 * @param reason what the plan of a scheduled run decides by
 * @param turn its place in the order of removal, from 1; 0 if it stays
 * @param removals how many things that plan removes
 * @param lastUse empty where nothing tells
 * @param rulings of every rule that speaks of its kind, in the order in which they are asked; the first that keeps decides
 * @param neededBy what was built from it, at one remove, and stays
 * @param chance that the next use needs it; empty where nothing was learnt
 */
public record Explanation(
        Prunable object,
        Reason reason,
        int turn,
        int removals,
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
     * Explains what {@link Planner#plan} decides on one thing.
     *
     * @param object one of the inventory's
     */
    public static Explanation of(Inventory inventory, Usage usage, Rules rules, Prunable object, Instant now) {
        Plan plan = Planner.plan(inventory, usage, rules, now);
        LastUse lastUse = LastUse.of(inventory, usage, now);
        Map<String, Chance> chances = Chances.byId(inventory, usage, now);
        int turn = 0;
        Reason reason = null;
        for (int i = 0; i < plan.removals().size(); i++) {
            Prunable removed = plan.removals().get(i).object();
            if (removed.equals(object) || (removed instanceof Builder builder && builder.has(object))) {
                turn = i + 1;
                reason = plan.removals().get(i).reason();
            }
        }
        for (Plan.Keep keep : plan.keeps()) {
            if (keep.object().equals(object)) {
                reason = keep.reason();
            }
        }
        return new Explanation(
                object,
                reason,
                turn,
                plan.removals().size(),
                lastUse.of(object)
                        .map(at -> new LastUsed(
                                at,
                                new LastUseOrigin(inventory, usage, lastUse, now)
                                        .of(object)
                                        .orElseThrow())),
                new Rulings(inventory, usage, rules, plan, lastUse, now).of(object, reason),
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
