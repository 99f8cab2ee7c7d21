package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** One run on one node, whole. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunReport(
        @Size(max = 64) @JsonPropertyDescription("Id of the run, the one in the agent's log.")
        String id,

        @Size(max = 32) @JsonPropertyDescription("What started it: Schedule, Request or DiskPressure.")
        String trigger,

        @JsonPropertyDescription("When it started.") Instant startTime,
        @JsonPropertyDescription("When it ended.") Instant completionTime,

        @JsonPropertyDescription("Whether it deleted nothing by order of the policy: a dry run, or one over its limit.")
        boolean dryRun,

        @Size(max = 64)
        @JsonPropertyDescription(
                "How it ended: Completed, Stopped, DeadlineExceeded, LimitExceeded, PressureNotOurs, CutOff or Failed.")
        String outcome,

        @Min(Bounds.LEAST_BYTES) @Max(Bounds.BYTES) @JsonPropertyDescription("Bytes that the plan expected to reclaim.")
        long predictedBytes,

        @Min(Bounds.LEAST_BYTES)
        @Max(Bounds.BYTES)
        @JsonPropertyDescription("Bytes reclaimed: what the 'docker system df' tables before and after differ by.")
        long reclaimedBytes,

        @Size(max = 32) @JsonPropertyDescription("reclaimedBytes in short, or 'would 96 GB' in a dry run.")
        String reclaimed,

        @Min(Bounds.LEAST_BYTES)
        @Max(Bounds.BYTES)
        @JsonPropertyDescription("Bytes that became free on the file system; other programs write there too.")
        Long fileSystemReclaimedBytes,

        @JsonPropertyDescription("The 'docker system df' table before the run.")
        Usage usageBefore,

        @JsonPropertyDescription("The 'docker system df' table after the run.")
        Usage usageAfter,

        @Size(max = 50) @JsonPropertyDescription("What was removed, or would be in a dry run, by kind and reason.")
        List<Count> removed,

        @Size(max = 50) @JsonPropertyDescription("What was kept, by kind and reason.")
        List<Count> kept,

        @Size(max = 10) @JsonPropertyDescription("The ten largest removals.")
        List<Item> largestRemovals,

        @Size(max = 10) @JsonPropertyDescription("The ten largest things kept.")
        List<Item> largestKeeps,

        @Size(max = 10) @JsonPropertyDescription("The first ten errors.")
        List<@Size(max = 512) String> errors) {

    /** How many things of a kind went or stayed for a reason. */
    public record Count(
            @Size(max = 32)
            @JsonPropertyDescription("Image, Container, Volume, Network, Builder, BuilderCache or BuildCacheRecord.")
            String kind,

            @Size(max = 64) @JsonPropertyDescription("The reason, as one word for programs.")
            String reason,

            @Min(0) @Max(Bounds.COUNT) @JsonPropertyDescription("How many.")
            int count,

            @Min(Bounds.LEAST_BYTES)
            @Max(Bounds.BYTES)
            @JsonPropertyDescription("Their bytes, a shared layer counted for each that has it.")
            long bytes) {}

    /** One thing that went or stayed. */
    public record Item(
            @Size(max = 32)
            @JsonPropertyDescription("Image, Container, Volume, Network, Builder, BuilderCache or BuildCacheRecord.")
            String kind,

            @Size(max = 128) @JsonPropertyDescription("Its id in the engine.")
            String id,

            @Size(max = 256) @JsonPropertyDescription("Its name or description.")
            String name,

            @Min(Bounds.LEAST_BYTES) @Max(Bounds.BYTES) @JsonPropertyDescription("Its bytes.")
            long bytes,

            @Size(max = 64) @JsonPropertyDescription("The reason, as one word for programs.")
            String reason,

            @Size(max = 256) @JsonPropertyDescription("The reason, for people.")
            String message) {}
}
