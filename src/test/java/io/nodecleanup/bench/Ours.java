package io.nodecleanup.bench;

import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Planner;
import io.nodecleanup.prune.Rules;
import io.nodecleanup.prune.Sights;
import io.nodecleanup.prune.Usage;
import io.nodecleanup.prune.UseHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The planner and what it learns from, by a policy with {@code buildCache.maxSize} alone, fed with records as an engine gives them: ids
 * that are new after each rebuild, last uses that a cache hit moves for one record only, descriptions.
 */
final class Ours implements Eviction {
    private static final Duration NEVER = Duration.ofDays(3_650);

    private final Rules rules;
    private UseHistory history = UseHistory.NONE;

    Ours(long budgetBytes) {
        rules = new Rules(
                Optional.empty(),
                Optional.of(new Rules.CacheRules(
                        false, NEVER, Optional.of(new Rules.SizeLimit(budgetBytes, Duration.ZERO)))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public List<CachedStep> after(Instant now, Replay node, long bytesOver) {
        Map<String, CachedStep> byId = new HashMap<>();
        List<CacheRecord> records = new ArrayList<>();
        for (CachedStep step : node.present()) {
            byId.put(step.id(), step);
            records.add(record(step, node));
        }
        history = history.observe(Sights.ofRecords(records));
        if (bytesOver <= 0) {
            return List.of();
        }
        Plan plan = Planner.plan(
                new Inventory(List.of(), List.of(), records, List.of(), List.of()),
                new Usage(Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), history, UseHistory.NONE),
                rules,
                now);
        List<CachedStep> gone = plan.removals().stream()
                .map(removal -> byId.get(removal.object().id()))
                .toList();
        Set<String> goneIds = new HashSet<>();
        gone.forEach(step -> goneIds.add(step.id()));
        records.removeIf(record -> goneIds.contains(record.id()));
        history = history.rebase(Sights.ofRecords(records));
        return gone;
    }

    private static CacheRecord record(CachedStep step, Replay node) {
        return new CacheRecord(
                step.id(),
                "regular",
                "[build] RUN " + step.step().kind() + " " + letters(step.step().group()),
                step.bytes(),
                false,
                false,
                step.created(),
                Optional.of(step.lastUsed()),
                0,
                node.parents(step).stream().map(CachedStep::id).toList());
    }

    /** The instruction's own text; not a number, since digits do not tell texts apart. */
    private static String letters(int number) {
        return Integer.toString(number)
                .chars()
                .collect(
                        StringBuilder::new,
                        (text, digit) -> text.append((char) ('a' + digit - '0')),
                        StringBuilder::append)
                .toString();
    }
}
