package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The table of {@code docker system df}, row by row, and a row for builders. */
public record Usage(
        @JsonPropertyDescription("Images; active ones are used by a container.")
        Row images,

        @JsonPropertyDescription("Containers; active ones are running.")
        Row containers,

        @JsonPropertyDescription("Local volumes; active ones are used by a container.")
        Row localVolumes,

        @JsonPropertyDescription("Records of the build cache; active ones are used by a build.")
        Row buildCache,

        @JsonPropertyDescription(
                "buildx's docker-container builders; active ones are running. Their sizes are those of their volumes, which"
                        + " localVolumes counts too.")
        Row builders) {
    public Usage {
        // A report may lack any of them; earlier agents know no builders.
        images = images == null ? Row.EMPTY : images;
        containers = containers == null ? Row.EMPTY : containers;
        localVolumes = localVolumes == null ? Row.EMPTY : localVolumes;
        buildCache = buildCache == null ? Row.EMPTY : buildCache;
        builders = builders == null ? Row.EMPTY : builders;
    }

    /** One row of the table. Sizes are bytes. */
    public record Row(
            @Min(0) @Max(Bounds.COUNT) @JsonPropertyDescription("How many there are.")
            int total,

            @Min(0) @Max(Bounds.COUNT) @JsonPropertyDescription("How many of them are in use.")
            int active,

            @Min(Bounds.LEAST_BYTES)
            @Max(Bounds.BYTES)
            @JsonPropertyDescription("Bytes of all of them, a shared layer counted once.")
            long sizeBytes,

            @Min(Bounds.LEAST_BYTES) @Max(Bounds.BYTES) @JsonPropertyDescription("Bytes of those that are not in use.")
            long reclaimableBytes) {

        /** The row of nothing. */
        public static final Row EMPTY = new Row(0, 0, 0, 0);

        Row plus(Row other) {
            return new Row(
                    Bounds.plus(total, other.total),
                    Bounds.plus(active, other.active),
                    Bounds.plus(sizeBytes, other.sizeBytes),
                    Bounds.plus(reclaimableBytes, other.reclaimableBytes));
        }
    }

    /** The table of an engine that holds nothing. */
    public static final Usage EMPTY = new Usage(Row.EMPTY, Row.EMPTY, Row.EMPTY, Row.EMPTY, Row.EMPTY);

    /** The table of two engines together. */
    public Usage plus(Usage other) {
        return new Usage(
                images.plus(other.images),
                containers.plus(other.containers),
                localVolumes.plus(other.localVolumes),
                buildCache.plus(other.buildCache),
                builders.plus(other.builders));
    }

    /** Bytes of all rows; those of builders are among the volumes'. */
    public long totalBytes() {
        return images.sizeBytes + containers.sizeBytes + localVolumes.sizeBytes + buildCache.sizeBytes;
    }
}
