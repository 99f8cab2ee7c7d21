package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.github.dockerjava.api.exception.DockerException;
import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.time.Duration;
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

    /** What BuildKit makes ids of: 25 random characters. */
    private static final int ID_LENGTH = 25;

    /** So many (62 bits) are as good as all, and BuildKit compiles the expression anew for each record that it looks at. */
    private static final int PREFIX_LENGTH = 12;

    private static final int TRIES = 40;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final EngineCalls calls;
    private final Limits limits;

    RecordRemoval(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    RemovedRecords remove(List<CacheRecord> records, Duration unusedFor) {
        if (records.size() > DockerEngine.RECORDS_AT_ONCE) {
            throw new IllegalArgumentException(
                    records.size() + " records, at most " + DockerEngine.RECORDS_AT_ONCE + " in a call");
        }
        List<String> ids = records.stream()
                .map(CacheRecord::id)
                .filter(id -> ID.matcher(id).matches())
                .map(RecordRemoval::expression)
                .toList();
        return ids.isEmpty()
                ? new RemovedRecords(Set.of(), 0)
                : calls.call(
                        limits.recordRemoval(),
                        "the removal of %d build cache records".formatted(ids.size()),
                        engine -> prune(engine.http(), ids, unusedFor));
    }

    private static String expression(String id) {
        return id.length() == ID_LENGTH ? id.substring(0, PREFIX_LENGTH) : id + "$";
    }

    private static RemovedRecords prune(EngineHttp http, List<String> ids, Duration unusedFor)
            throws IOException, InterruptedException {
        String filters = "{\"id\":[\"^(%s)\"],\"until\":[\"%dms\"]}"
                .formatted(String.join("|", ids), Math.max(1, unusedFor.toMillis()));
        String path = "/build/prune?all=true&filters=" + EngineHttp.encoded(filters);
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
