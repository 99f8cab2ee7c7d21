package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.BuilderRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** What the rules say of each builder, and of the cache inside one. */
final class BuilderVerdicts {
    private BuilderVerdicts() {}

    /**
     * Whether a builder goes whole, its container and its volume.
     *
     * @param staying the containers that are not to go before
     */
    static Verdicts<Builder> of(List<Container> staying, BuilderRules rules, LastUse lastUse, Instant now) {
        List<Check<Builder>> checks = new ArrayList<>();
        checks.add(Check.that(
                builder -> !rules.idle(),
                BuilderReason.OnlyItsCache::new,
                "builders.prune",
                "Idle: whole builders may go"));
        checks.add(new Check<>("builds", BuilderVerdicts::maybeBuilding, builder -> "none is running"));
        checks.add(new Check<>(
                "containers",
                builder -> otherUser(builder, staying).map(Reason.UsedByContainer::new),
                builder -> "no other container mounts its volume"));
        checks.add(Check.that(
                builder -> builder.container().stream().anyMatch(each -> Owners.isKubernetes(each.labels()))
                        || builder.volume().stream().anyMatch(each -> Owners.isKubernetes(each.labels())),
                Reason.OfKubernetes::new,
                "Kubernetes",
                "has no labels of it"));
        checks.add(new Check<>(
                "driver",
                builder -> builder.volume()
                        .map(Volume::driver)
                        .filter(driver -> !driver.equals("local"))
                        .map(Reason.OtherDriver::new),
                builder -> "local"));
        checks.add(Check.that(
                builder -> builder.volume().stream().anyMatch(Volume::hasOptions),
                Reason.DriverOptions::new,
                "driver options",
                "none"));
        return new Verdicts<>(
                checks,
                AgeRule.named("builders.unusedFor", rules.unusedFor()),
                builder -> age(builder, rules, lastUse, now));
    }

    private static Reason age(Builder builder, BuilderRules rules, LastUse lastUse, Instant now) {
        Optional<Instant> use = lastUse.of(builder);
        return switch (AgeRule.weigh(use, rules.unusedFor(), now)) {
            case Reason.Goes goes ->
                new BuilderReason.Idle(use.map(at -> Duration.between(at, now)), rules.unusedFor());
            case Reason.Stays stays -> stays;
        };
    }

    private static Optional<Reason.Stays> maybeBuilding(Builder builder) {
        return switch (builder.state()) {
            case Builder.Running running ->
                running.building() ? Optional.of(new Reason.UsedByBuild()) : Optional.empty();
            case Builder.Unreadable unreadable -> Optional.of(new BuilderReason.BuilderUnreadable(unreadable.why()));
            case Builder.Stopped stopped -> Optional.empty();
            case Builder.Gone gone -> Optional.empty();
        };
    }

    private static Optional<String> otherUser(Builder builder, List<Container> staying) {
        return builder.volume()
                .flatMap(volume -> staying.stream()
                        .filter(container -> container.mountedVolumes().contains(volume.name()))
                        .filter(container -> builder.container()
                                .filter(own -> own.id().equals(container.id()))
                                .isEmpty())
                        .map(Container::name)
                        .findFirst());
    }

    /** What goes of a builder's cache, none to two removals: by age, and what the limit asks for beyond. */
    static List<Plan.Removal> ofCache(Builder builder, BuilderRules rules, Instant now) {
        if (!(builder.state() instanceof Builder.Running running)) {
            return List.of();
        }
        List<CacheRecord> records = running.records();
        List<CacheRecord> old = unused(records, rules.unusedFor(), now);
        List<Plan.Removal> removals = new ArrayList<>();
        if (!old.isEmpty()) {
            removals.add(new Plan.Removal(
                    new BuilderCache(builder, rules.unusedFor(), OptionalLong.empty(), bytes(old)),
                    new BuilderReason.CacheUnused(old.size(), rules.unusedFor())));
        }
        rules.limit().ifPresent(limit -> {
            long left = bytes(records) - bytes(old);
            Duration floor = rules.unusedForAtLimit(limit);
            long more = Math.min(left - limit.maxBytes(), bytes(unused(records, floor, now)) - bytes(old));
            if (more > 0) {
                removals.add(new Plan.Removal(
                        new BuilderCache(builder, floor, OptionalLong.of(limit.maxBytes()), more),
                        new BuilderReason.CacheOverMaxSize(floor)));
            }
        });
        return removals;
    }

    /** What is said of a builder's cache where its builder stays. */
    static List<Ruling> rulingsOfCache(Builder builder, BuilderRules rules, Instant now) {
        if (!(builder.state() instanceof Builder.Running)) {
            return List.of();
        }
        List<Ruling> rulings = new ArrayList<>();
        ofCache(builder, rules, now).forEach(removal -> rulings.add(Ruling.of("its cache", removal.reason())));
        if (rulings.isEmpty()) {
            rulings.add(new Ruling(
                    "its cache", true, "nothing in it that may go is unused for " + Age.text(rules.unusedFor())));
        }
        return rulings;
    }

    /** Those that no build uses or used within the time, and that nothing was built from which stays. */
    private static List<CacheRecord> unused(List<CacheRecord> records, Duration unusedFor, Instant now) {
        Lineage lineage = Lineage.of(records, CacheRecord::id, CacheRecord::parents);
        // BuildKit asks for the last use alone: a record that was made and never used since counts as old.
        Predicate<CacheRecord> old = record -> !record.inUse()
                && record.lastUsed()
                        .map(use -> !use.isAfter(now.minus(unusedFor)))
                        .orElse(true);
        boolean[] stays = new boolean[records.size()];
        List<CacheRecord> going = new ArrayList<>();
        for (int place : lineage.childrenFirst()) {
            stays[place] |= !old.test(records.get(place));
            if (stays[place]) {
                for (int parent : lineage.parents(place)) {
                    stays[parent] = true;
                }
            } else {
                going.add(records.get(place));
            }
        }
        return going;
    }

    private static long bytes(List<CacheRecord> records) {
        return records.stream().mapToLong(CacheRecord::sizeBytes).sum();
    }
}
