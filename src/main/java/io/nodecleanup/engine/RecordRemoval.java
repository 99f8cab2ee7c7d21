package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.github.dockerjava.api.exception.DockerException;
import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code POST /build/prune} for named records only. Raw, since docker-java can send neither {@code all} nor ids. The engine takes
 * {@code id} for a regular expression: one anchored alternation. {@code until} makes it check once more, under its lock, that they are
 * unused, as a duration (20.10 answers 500 to a point in time). With {@code all} it also takes records that an image has too.
 */
final class RecordRemoval {
    /** BuildKit's ids. Anything else could mean something in the expression, so it is never sent; the record stays. */
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,64}");

    /** 13 KB of URL; 70 KB worked, but the engine tries the whole expression on each of its records, and holds its lock. */
    private static final int BATCH = 500;

    private static final int TRIES = 40;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final EngineCalls calls;
    private final Limits limits;

    RecordRemoval(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    RemovedRecords remove(List<CacheRecord> records, Duration unusedFor) {
        List<String> ids = ChildrenFirst.order(records).stream()
                .map(CacheRecord::id)
                .filter(id -> ID.matcher(id).matches())
                .toList();
        Set<String> removed = new HashSet<>();
        long reclaimed = 0;
        for (int start = 0; start < ids.size(); start += BATCH) {
            List<String> batch = ids.subList(start, Math.min(ids.size(), start + BATCH));
            RemovedRecords done = calls.call(
                    limits.recordRemoval(),
                    "the removal of %d build cache records".formatted(batch.size()),
                    engine -> removeBatch(engine.http(), batch, unusedFor));
            removed.addAll(done.ids());
            reclaimed += done.reclaimedBytes();
        }
        return new RemovedRecords(removed, reclaimed);
    }

    private static RemovedRecords removeBatch(EngineHttp http, List<String> ids, Duration unusedFor)
            throws IOException, InterruptedException {
        String filters = "{\"id\":[\"^(%s)$\"],\"until\":[\"%ds\"]}"
                .formatted(String.join("|", ids), Math.max(1, unusedFor.toSeconds()));
        String path = "/build/prune?all=true&filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8);
        // Someone else's prune: it may be short. If not, the engine's 409 says what it is.
        return Busy.await(
                TRIES, PAUSE, RecordRemoval::isAnotherPrune, () -> http.post(path, RecordRemoval::removedRecords));
    }

    private static boolean isAnotherPrune(DockerException e) {
        return e.getHttpStatus() == 409;
    }

    private static RemovedRecords removedRecords(JsonParser json) throws IOException {
        Fields fields = new Fields();
        Json.object(json, fields::read);
        return new RemovedRecords(Set.copyOf(fields.deleted), fields.reclaimed);
    }

    private static final class Fields {
        private List<String> deleted = List.of();
        private long reclaimed;

        void read(String name, JsonParser json) throws IOException {
            switch (name) {
                case "CachesDeleted" -> deleted = Json.strings(json);
                case "SpaceReclaimed" -> reclaimed = json.getLongValue();
                default -> {}
            }
        }
    }
}
