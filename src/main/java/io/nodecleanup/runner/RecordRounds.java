package io.nodecleanup.runner;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Removes the records of the build cache, many in a call, children before parents. What stays because the removal of its own children counts
 * as a use of it is asked for again, round after round, as long as some go.
 */
final class RecordRounds {
    private static final int MOST_TRIES = 3;

    /** Below API 1.51 some engines round the time up to whole seconds; after this long they too see that a record was not used. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final int MOST_PAUSES = 4;

    private final DockerEngine engine;
    private final Ledger ledger;
    private final Clock clock;
    private final Pause pause;
    private final EngineReturn engineReturn;
    private final Map<String, Plan.Removal> left = new LinkedHashMap<>();
    private final OwnTouches touches;
    private final int atOnce;

    /** @param atOnce how many to remove in a call, at most {@link DockerEngine#RECORDS_AT_ONCE}; between calls it may be stopped */
    RecordRounds(
            List<Plan.Removal> records,
            int atOnce,
            DockerEngine engine,
            OwnTouches touches,
            Ledger ledger,
            Clock clock,
            Pause pause,
            EngineReturn engineReturn) {
        this.atOnce = atOnce;
        this.engine = engine;
        this.ledger = ledger;
        this.clock = clock;
        this.pause = pause;
        this.engineReturn = engineReturn;
        records.forEach(removal -> left.put(removal.object().id(), removal));
        this.touches = touches;
    }

    /**
     * Removes them.
     *
     * @param rule the age rule, which the engine checks again
     * @return why it stopped, or empty if all were tried
     */
    Optional<RunOutcome> carryOut(Instant plannedAt, Duration rule, Supplier<Optional<RunOutcome>> stop) {
        Optional<RunOutcome> end = inBatches(List.copyOf(left.values()), stop, () -> {
            Duration sincePlan = Duration.between(plannedAt, clock.instant()).plusSeconds(1);
            return rule.compareTo(sincePlan) > 0 ? rule : sincePlan;
        });
        for (int pauses = 0;
                end.isEmpty() && pauses < MOST_PAUSES && left.keySet().stream().anyMatch(touches::mayBe); ) {
            Instant look = clock.instant();
            List<Plan.Removal> touched;
            try {
                touched = onlyTouchedByUs();
            } catch (EngineException e) {
                ledger.failed("build cache", List.copyOf(left.values()), e);
                return Optional.of(RunOutcome.Failed);
            }
            if (touched.isEmpty()) {
                break;
            }
            int before = left.size();
            // The engine checks that nobody has used them since the look.
            end = inBatches(touched, stop, () -> Duration.between(look, clock.instant()));
            if (end.isEmpty() && left.size() == before) {
                pauses++;
                end = rest();
            }
        }
        if (end.isEmpty()) {
            left.values()
                    .forEach(removal -> ledger.refused(
                            removal, "the engine keeps it: used since the plan was made, or something needs it"));
        }
        return end;
    }

    private List<Plan.Removal> onlyTouchedByUs() {
        return engine.cacheRecords().stream()
                .filter(touches::areAllOf)
                .flatMap(record -> Optional.ofNullable(left.get(record.id())).stream())
                .toList();
    }

    private Optional<RunOutcome> rest() {
        try {
            pause.last(PAUSE);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(RunOutcome.Stopped);
        }
    }

    private Optional<RunOutcome> inBatches(
            List<Plan.Removal> removals, Supplier<Optional<RunOutcome>> stop, Supplier<Duration> unusedFor) {
        Optional<RunOutcome> end = Optional.empty();
        for (int start = 0; start < removals.size() && end.isEmpty(); start += atOnce) {
            List<Plan.Removal> some = removals.subList(start, Math.min(removals.size(), start + atOnce));
            end = stop.get();
            for (int tries = 1; end.isEmpty(); tries++) {
                try {
                    batch(some, unusedFor.get());
                    if (tries > 1) {
                        withoutAnswer(some);
                    }
                    break;
                } catch (EngineException e) {
                    boolean again = e.kind() == EngineException.Kind.UNREACHABLE && tries < MOST_TRIES;
                    end = again ? engineReturn.await(stop) : Optional.of(RunOutcome.Failed);
                    if (end.isPresent()) {
                        ledger.failed("build cache", stillLeft(some), e);
                    }
                }
            }
        }
        return end;
    }

    private void batch(List<Plan.Removal> removals, Duration unusedFor) {
        Instant begin = clock.instant();
        Set<String> gone = engine.removeRecords(
                        removals.stream().map(RecordRounds::record).toList(), unusedFor)
                .ids();
        touches.deleted(gone.stream().filter(left::containsKey).toList(), begin, clock.instant());
        removals.stream()
                .filter(removal -> gone.contains(removal.object().id()))
                .forEach(removal -> {
                    left.remove(removal.object().id());
                    ledger.removed(removal);
                });
    }

    /** Some of them may have gone before the call that failed. */
    private List<Plan.Removal> stillLeft(List<Plan.Removal> removals) {
        return removals.stream()
                .filter(removal -> left.containsKey(removal.object().id()))
                .toList();
    }

    /** What is gone, but by no answer, went by a try whose answer was lost. No record gets the id of one that is gone. */
    private void withoutAnswer(List<Plan.Removal> removals) {
        Set<String> there = engine.cacheRecords().stream().map(CacheRecord::id).collect(Collectors.toSet());
        removals.stream()
                .filter(removal -> !there.contains(removal.object().id()))
                .filter(removal -> left.remove(removal.object().id()) != null)
                .forEach(ledger::removed);
    }

    private static CacheRecord record(Plan.Removal removal) {
        return (CacheRecord) removal.object();
    }
}
