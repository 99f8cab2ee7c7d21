package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of the build cache, and what else comes in the same answer and is to be had nowhere else on 20.10: the bytes that images
 * share.
 *
 * @param sharedBytes by image id, where it is not 0; empty where the engine leaves images out of the answer
 */
record BuildCache(List<CacheRecord> records, Map<String, Long> sharedBytes) {
    static BuildCache read(EngineHttp http) throws IOException, InterruptedException {
        List<CacheRecord> records = new ArrayList<>();
        Map<String, Long> sharedBytes = new HashMap<>();
        SystemDf.readBuildCache(http, (section, json) -> {
            switch (section) {
                case "BuildCache" -> records.addAll(Json.array(json, BuildCache::cacheRecord));
                case "Images" ->
                    Json.each(json, image -> {
                        Shared shared = new Shared();
                        Json.object(image, shared::read);
                        shared.addTo(sharedBytes);
                    });
                default -> {}
            }
        });
        return new BuildCache(records, sharedBytes);
    }

    private static CacheRecord cacheRecord(JsonParser json) throws IOException {
        Fields fields = new Fields();
        Json.object(json, fields::read);
        return fields.cacheRecord();
    }

    static final class Fields {
        private String id = "";
        private String type = "";
        private String description = "";
        private long size;
        private boolean shared;
        private boolean inUse;
        private String createdAt = "";
        private String lastUsedAt = "";
        private int uses;
        private List<String> parents = List.of();

        CacheRecord cacheRecord() {
            return new CacheRecord(
                    id,
                    type,
                    description,
                    size,
                    shared,
                    inUse,
                    // A record imported by --cache-from has the time of the image's history, which may be 1970 or
                    // year 1: the engine's own prune goes by it too (source).
                    EngineTime.told(createdAt).orElse(Instant.EPOCH),
                    EngineTime.of(lastUsedAt),
                    uses,
                    parents);
        }

        void read(String name, JsonParser json) throws IOException {
            switch (name) {
                case "ID" -> id = json.getText();
                // BuildKit has six; each is one string, however many records there are.
                case "Type" -> type = json.getText().intern();
                case "Description" -> description = json.getText();
                case "Size" -> size = json.getLongValue();
                case "Shared" -> shared = json.getBooleanValue();
                case "InUse" -> inUse = json.getBooleanValue();
                case "CreatedAt" -> createdAt = json.getValueAsString();
                case "LastUsedAt" -> lastUsedAt = json.getValueAsString();
                case "UsageCount" -> uses = json.getIntValue();
                // With a leading blank on every engine that has it (a slip in its JSON tag); without, should that be
                // mended.
                case " Parents", "Parents" -> parents = Json.strings(json);
                // 20.10 knows one parent only.
                case "Parent" -> {
                    String parent = json.getText();
                    if (!parent.isEmpty()) {
                        parents = List.of(parent);
                    }
                }
                default -> {}
            }
        }
    }

    /** What an image shares with others. */
    static final class Shared {
        private String id = "";
        private long bytes;

        void read(String name, JsonParser json) throws IOException {
            switch (name) {
                case "Id" -> id = json.getText();
                case "SharedSize" -> bytes = json.getLongValue();
                default -> {}
            }
        }

        /** Adds it by the image's id if it is known and not 0. */
        void addTo(Map<String, Long> sharedBytes) {
            if (bytes > 0) {
                sharedBytes.put(id, bytes);
            }
        }
    }
}
