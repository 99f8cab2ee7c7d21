package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** What the operator says of a policy. Its size does not grow with the fleet. Any field is null until there is something to say. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CleanupPolicyStatus(
        @JsonPropertyDescription("The metadata.generation of the policy that this status speaks of.")
        Long observedGeneration,

        @Size(max = 8)
        @JsonPropertyDescription(
                "Ready: the policy is valid and its agents run. Degraded: nodes report failures; its message also says how many"
                        + " agents are not ready.")
        List<Condition> conditions,

        @Size(max = 120)
        @JsonPropertyDescription(
                "The schedule in short, or 'dry run', 'suspended', 'on pressure' or 'on request', for kubectl get.")
        String schedule,

        @JsonPropertyDescription("How many nodes the policy selects and how they are.")
        NodeCounts nodes,

        @JsonPropertyDescription("When the last run of any node ended.")
        Instant lastRunTime,

        @JsonPropertyDescription("When the next scheduled run starts on the first node.")
        Instant nextRunTime,

        @JsonPropertyDescription("What the runs of all nodes have reclaimed.")
        Reclaimed reclaimed,

        @JsonPropertyDescription("The 'docker system df' table, summed over all nodes.")
        Usage usage,

        @Size(max = 10)
        @JsonPropertyDescription("The ten worst nodes, and why. 'kubectl get nodecleanups' has all of them.")
        List<NodeProblem> worstNodes,

        @Size(max = 256)
        @JsonPropertyDescription(
                "The value of the annotation nodecleanup.io/run-requested-at that every node has run, for 'kubectl wait'.")
        String lastHandledRunRequest) {

    /** The counts of nodes, and the two that matter in short. */
    public record NodeCounts(
            @Min(0) @Max(Bounds.COUNT) @JsonPropertyDescription("Nodes that should have an agent.")
            int selected,

            @Min(0)
            @Max(Bounds.COUNT)
            @JsonPropertyDescription(
                    "Nodes that report an agent at work, idle or suspended; no more than have an agent that runs.")
            int ready,

            @Min(0) @Max(Bounds.COUNT) @JsonPropertyDescription("Nodes that have reported at least once.")
            int reported,

            @Min(0) @Max(Bounds.COUNT) @JsonPropertyDescription("Nodes whose last run failed.")
            int failed,

            @Min(0) @Max(Bounds.COUNT) @JsonPropertyDescription("Nodes whose agent cannot reach the Docker Engine.")
            int withoutEngine,

            @Size(max = 32) @JsonPropertyDescription("Ready and selected nodes, such as 11/12.")
            String summary) {}

    /** Bytes, for programs and in short for people. */
    public record Reclaimed(
            @Min(Bounds.LEAST_BYTES)
            @Max(Bounds.BYTES)
            @JsonPropertyDescription(
                    "Bytes of the latest run of each node together; in a dry run, what it would reclaim.")
            long lastRunBytes,

            @Min(Bounds.LEAST_BYTES)
            @Max(Bounds.BYTES)
            @JsonPropertyDescription("Bytes of all runs so far. It counts each run once and never falls.")
            long totalBytes,

            @Min(Bounds.LEAST_BYTES)
            @Max(Bounds.BYTES)
            @JsonPropertyDescription("The part of totalBytes that nodes reclaimed which are gone since.")
            long goneNodesBytes,

            @Size(max = 32) @JsonPropertyDescription("The total in short, or 'would 96 GB' in a dry run.")
            String summary) {}

    /** A node that needs a person's eye. */
    public record NodeProblem(
            @Size(max = 253) @JsonPropertyDescription("Name of the node.")
            String nodeName,

            @Size(max = 64) @JsonPropertyDescription("What is wrong, as one word for programs.")
            String reason,

            @Size(max = 256) @JsonPropertyDescription("What is wrong, as a sentence for people.")
            String message) {}
}
