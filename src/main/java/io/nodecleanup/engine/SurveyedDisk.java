package io.nodecleanup.engine;

import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that {@code /system/df} tells at once: the table, and the images and records that it counts.
 *
 * @param images of the containerd store, without the legacy builder's intermediate ones; empty on a graph driver, which lists all of them
 *     at once: two lists of 10,000 images are more than an agent can hold
 * @param sharedBytes on a graph driver, by image id, where it is not 0
 */
record SurveyedDisk(
        DiskUsage usage, List<ImageList.Entry> images, Map<String, Long> sharedBytes, List<CacheRecord> records) {
    static SurveyedDisk read(Session engine) throws IOException, InterruptedException {
        boolean containerd = engine.containerdStore();
        DiskUsageReader.Sections table = new DiskUsageReader.Sections();
        List<ImageList.Entry> images = new ArrayList<>();
        Map<String, Long> sharedBytes = new HashMap<>();
        List<CacheRecord> records = new ArrayList<>();
        SystemDf.readAll(engine.http(), (section, json) -> {
            switch (section) {
                case "Images" ->
                    Json.each(json, image -> {
                        if (containerd) {
                            ImageList.Fields fields = new ImageList.Fields();
                            table.image(image, fields::read);
                            images.add(fields.entry(true));
                        } else {
                            BuildCache.Shared shared = new BuildCache.Shared();
                            table.image(image, shared::read);
                            shared.addTo(sharedBytes);
                        }
                    });
                case "BuildCache" ->
                    Json.each(json, record -> {
                        BuildCache.Fields fields = new BuildCache.Fields();
                        table.cacheRecord(record, fields::read);
                        records.add(fields.cacheRecord());
                    });
                default -> table.read(section, json);
            }
        });
        return new SurveyedDisk(table.diskUsage(), images, sharedBytes, records);
    }

    /** Whether no image was built from one that is not among them, which the engine leaves out. */
    boolean hasAllParents() {
        Set<String> ids = images.stream().map(ImageList.Entry::id).collect(Collectors.toSet());
        return images.stream().flatMap(image -> image.parentId().stream()).allMatch(ids::contains);
    }

    /** Whether a build is running: it uses records of the cache. */
    boolean isBuilding() {
        return records.stream().anyMatch(CacheRecord::inUse);
    }
}
