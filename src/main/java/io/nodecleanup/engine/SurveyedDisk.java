package io.nodecleanup.engine;

import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that {@code /system/df} tells at once: the table, and the images and records that it counts.
 *
 * @param images without the legacy builder's intermediate ones
 */
record SurveyedDisk(DiskUsage usage, List<ImageList.Entry> images, List<CacheRecord> records) {
    static SurveyedDisk read(Session engine) throws IOException, InterruptedException {
        DiskUsageReader.Sections table = new DiskUsageReader.Sections();
        List<ImageList.Entry> images = new ArrayList<>();
        List<CacheRecord> records = new ArrayList<>();
        SystemDf.readAll(engine.http(), (section, json) -> {
            switch (section) {
                case "Images" ->
                    images.addAll(Json.array(json, image -> {
                        ImageList.Fields fields = new ImageList.Fields();
                        table.image(image, fields::read);
                        return fields.entry(engine.containerdStore());
                    }));
                case "BuildCache" ->
                    records.addAll(Json.array(json, record -> {
                        BuildCache.Fields fields = new BuildCache.Fields();
                        table.cacheRecord(record, fields::read);
                        return fields.cacheRecord();
                    }));
                default -> table.read(section, json);
            }
        });
        return new SurveyedDisk(table.diskUsage(), images, records);
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

    Map<String, Long> sharedBytes() {
        return images.stream()
                .collect(Collectors.toMap(ImageList.Entry::id, ImageList.Entry::sharedBytes, (one, same) -> one));
    }
}
