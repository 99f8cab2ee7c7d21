package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** What an agent says of its node. Any field is null until there is something to say. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeCleanupStatus(
        @JsonPropertyDescription("The metadata.generation of the policy that the agent goes by.")
        Long policyGeneration,

        @Size(max = 8)
        @JsonPropertyDescription(
                "Ready: the agent can do its work; its reason is the STATE column. Succeeded: how the last run ended.")
        List<Condition> conditions,

        @JsonPropertyDescription("The Docker Engine of the node.")
        EngineFacts engine,

        @JsonPropertyDescription("The file system of Docker's data, the fuller one where there are two.")
        Disk disk,

        @JsonPropertyDescription("The 'docker system df' table after the last run.")
        Usage usage,

        @JsonPropertyDescription("The last run, whole.") RunReport lastRun,

        @Size(max = 5) @JsonPropertyDescription("The last five runs in short, the latest first.")
        List<RunSummary> recentRuns,

        @Min(Bounds.LEAST_BYTES)
        @Max(Bounds.BYTES)
        @JsonPropertyDescription("Bytes that all runs on this node have reclaimed.")
        Long totalReclaimedBytes,

        @JsonPropertyDescription("The latest scheduled time that was run or skipped.")
        Instant lastScheduleTime,

        @Min(0)
        @Max(Bounds.COUNT)
        @JsonPropertyDescription(
                "Scheduled runs skipped so far because the agent was down for longer than startingDeadline.")
        Integer missedSchedules,

        @JsonPropertyDescription("When the next scheduled run starts here.")
        Instant nextRunTime,

        @Size(max = 256)
        @JsonPropertyDescription(
                "The value of the policy's annotation nodecleanup.io/run-requested-at that was run last.")
        String lastHandledRunRequest) {

    /** What the Docker Engine says of itself. */
    public record EngineFacts(
            @Size(max = 64) @JsonPropertyDescription("Its version.")
            String version,

            @Size(max = 16) @JsonPropertyDescription("Its newest API version.")
            String apiVersion,

            @Size(max = 64)
            @JsonPropertyDescription("Its image store: containerd, or the graph driver such as overlay2.")
            String imageStore) {}

    /** How full a file system is. */
    public record Disk(
            @Size(max = 256) @JsonPropertyDescription("A folder on it.")
            String path,

            @JsonPropertyDescription("Bytes in all, without what is reserved for root.")
            long sizeBytes,

            @JsonPropertyDescription("Bytes in use.") long usedBytes,

            @JsonPropertyDescription("Inodes in all; 0 on file systems without a fixed number.")
            long inodes,

            @JsonPropertyDescription("Inodes in use.") long inodesUsed,

            @Size(max = 8)
            @JsonPropertyDescription("How full it is, in bytes or inodes, whichever is fuller, such as 61%.")
            String used) {}

    /** A run in short. */
    public record RunSummary(
            @Size(max = 64) @JsonPropertyDescription("Id of the run.")
            String id,

            @Size(max = 32) @JsonPropertyDescription("What started it: Schedule, Request or DiskPressure.")
            String trigger,

            @JsonPropertyDescription("When it ended.") Instant completionTime,

            @JsonPropertyDescription("Whether it deleted nothing by order of the policy.")
            boolean dryRun,

            @Size(max = 64)
            @JsonPropertyDescription(
                    "How it ended: Completed, Stopped, DeadlineExceeded, LimitExceeded, PressureNotOurs, CutOff or Failed.")
            String outcome,

            @Min(Bounds.LEAST_BYTES) @Max(Bounds.BYTES) @JsonPropertyDescription("Bytes reclaimed.")
            long reclaimedBytes) {}
}
