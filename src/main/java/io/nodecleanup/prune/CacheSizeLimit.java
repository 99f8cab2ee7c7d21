package io.nodecleanup.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code buildCache.maxSize}: how much of the build cache may stay, whatever its age. */
final class CacheSizeLimit {
    private CacheSizeLimit() {}

    /**
     * Lets go what is least valuable, until no more of the cache stays than may.
     *
     * @param reasons by place, of the rules without the limit; changed
     * @param atLimit by place, of the rules at the age that the limit asks for
     * @param goes the reason of what goes by the limit
     */
    static void apply(
            long maxBytes,
            Candidates<CacheRecord> records,
            Reason[] reasons,
            Reason[] atLimit,
            Function<Candidate, Reason.Goes> goes) {
        long left = 0;
        boolean[] frees = new boolean[reasons.length];
        for (Candidate candidate : records.ordered()) {
            frees[candidate.place()] = freed(candidate) > 0;
            left += reasons[candidate.place()] instanceof Reason.Stays ? freed(candidate) : 0;
        }
        List<Candidate> more = new ArrayList<>();
        for (Candidate candidate : records.ordered()) {
            if (left <= maxBytes) {
                break;
            }
            if (reasons[candidate.place()] instanceof Reason.Stays
                    && atLimit[candidate.place()] instanceof Reason.Goes) {
                more.add(candidate);
                left -= freed(candidate);
            }
        }
        boolean[] needed = records.needed(more, frees);
        for (Candidate candidate : more) {
            if (needed[candidate.place()]) {
                reasons[candidate.place()] = goes.apply(candidate);
            }
        }
    }

    private static long freed(Candidate record) {
        return ((CacheRecord) record.thing()).shared() ? 0 : record.thing().sizeBytes();
    }
}
