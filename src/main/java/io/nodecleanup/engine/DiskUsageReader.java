package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import io.nodecleanup.engine.DiskUsage.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts {@code /system/df} as the docker command does (docker/cli, {@code cli/command/formatter/disk_usage.go}, up to API 1.51). */
final class DiskUsageReader {
    private static final Json.Field ELSE_NOTHING = (name, json) -> {};

    private static final Set<String> ACTIVE = Set.of("running", "paused", "restarting");

    private final EngineCalls calls;
    private final Limits limits;

    DiskUsageReader(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    DiskUsage read() {
        return calls.call(limits.diskUsage(), "its disk usage", engine -> {
            Sections sections = new Sections();
            SystemDf.readAll(engine.http(), sections::read);
            return sections.diskUsage();
        });
    }

    /** The table as it comes. What a row is made of can be read for something else as well. */
    static final class Sections {
        private final Sum images = new Sum();
        private final Sum containers = new Sum();
        private final Sum volumes = new Sum();
        private final Sum cache = new Sum();
        private final Set<String> running = new HashSet<>();
        private final Map<String, Long> volumeBytes = new HashMap<>();
        private long layersSize;

        void read(String name, JsonParser json) throws IOException {
            switch (name) {
                case "LayersSize" -> layersSize = json.getLongValue();
                case "Images" -> Json.each(json, image -> image(image, ELSE_NOTHING));
                case "Containers" -> Json.each(json, this::container);
                case "Volumes" -> Json.each(json, this::volume);
                case "BuildCache" -> Json.each(json, record -> cacheRecord(record, ELSE_NOTHING));
                default -> {}
            }
        }

        DiskUsage diskUsage() {
            return new DiskUsage(
                    // Layers that only images in use have stay; the rest is reclaimable, also layers in use that others
                    // share.
                    new Row(images.total, images.active, layersSize, layersSize - images.activeBytes),
                    containers.row(),
                    volumes.row(),
                    cache.row(),
                    BuilderRow.of(volumeBytes, running),
                    volumeBytes);
        }

        /** Counts it; {@code also} reads its fields, too. */
        void image(JsonParser json, Json.Field also) throws IOException {
            Item image = Item.of(json, also);
            // -1: not known.
            boolean known = image.size != -1 && image.sharedSize != -1;
            images.add(image.containers > 0, 0, image.containers != 0 && known ? image.size - image.sharedSize : 0);
        }

        private void container(JsonParser json) throws IOException {
            Item container = Item.of(json, ELSE_NOTHING);
            boolean active = ACTIVE.contains(container.state);
            if (active) {
                running.addAll(container.names);
            }
            containers.add(active, container.sizeRw, active ? container.sizeRw : 0);
        }

        private void volume(JsonParser json) throws IOException {
            Item volume = Item.of(json, ELSE_NOTHING);
            boolean active = volume.refCount > 0;
            // Size is -1 for a volume of another driver than local.
            long size = Math.max(0, volume.size);
            volumes.add(active, size, volume.refCount == 0 ? 0 : size);
            if (volume.size >= 0) {
                volumeBytes.put(volume.name, size);
            }
        }

        /** Counts it; {@code also} reads its fields, too. */
        void cacheRecord(JsonParser json, Json.Field also) throws IOException {
            Item cacheRecord = Item.of(json, also);
            // What an image has too counts as the image's.
            long size = cacheRecord.shared ? 0 : cacheRecord.size;
            cache.add(cacheRecord.inUse, size, cacheRecord.inUse ? size : 0);
        }
    }

    private static final class Sum {
        private int total;
        private int active;
        private long bytes;
        private long activeBytes;

        void add(boolean isActive, long itsBytes, long itsActiveBytes) {
            total++;
            active += isActive ? 1 : 0;
            bytes += itsBytes;
            activeBytes += itsActiveBytes;
        }

        Row row() {
            return new Row(total, active, bytes, bytes - activeBytes);
        }
    }

    /** The fields of all sections: the names never mean two things. */
    static final class Item {
        private long size;
        private long sharedSize;
        private long sizeRw;
        private long containers;
        private long refCount;
        private boolean shared;
        private boolean inUse;
        private String state = "";
        private String name = "";
        private List<String> names = List.of();

        static Item of(JsonParser json, Json.Field also) throws IOException {
            Item item = new Item();
            Json.object(json, (name, value) -> {
                item.read(name, value);
                also.read(name, value);
            });
            return item;
        }

        private void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "Size" -> size = json.getLongValue();
                case "SharedSize" -> sharedSize = json.getLongValue();
                case "SizeRw" -> sizeRw = json.getLongValue();
                case "Containers" -> containers = json.getLongValue();
                case "UsageData" -> Json.object(json, this::read);
                case "RefCount" -> refCount = json.getLongValue();
                case "Shared" -> shared = json.getBooleanValue();
                case "InUse" -> inUse = json.getBooleanValue();
                case "State" -> state = json.getText();
                case "Name" -> name = json.getText();
                case "Names" ->
                    names = Json.strings(json).stream()
                            .map(each -> each.startsWith("/") ? each.substring(1) : each)
                            .toList();
                default -> {}
            }
        }
    }
}
