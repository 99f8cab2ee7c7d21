package io.nodecleanup.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.api.v1alpha1.Usage;
import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.prune.Chance;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.prune.Reason;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --output json} prints: one document each, of a shape that docs/without-kubernetes.md describes and that only grows. Fields
 * that are null are left out; sizes are bytes.
 */
final class Documents {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private Documents() {}

    static void print(Record document, PrintWriter out) {
        try {
            out.println(JSON.writeValueAsString(document));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A thing that goes or stays, with the name of its reason as in docs/status.md and the reason for people.
     *
     * @param nextUse the chance that the next use needs it, 0 to 1; null where nothing was learnt, or it is not asked for
     */
    record Item(String kind, String id, String name, long bytes, String reason, String message, Double nextUse) {
        static Item of(Prunable object, Reason reason) {
            return of(object, reason, Optional.empty());
        }

        static Item of(Prunable object, Reason reason, Optional<Chance> chance) {
            return new Item(
                    object.kind(),
                    object.id(),
                    Text.bounded(object.displayName(), 512),
                    object.sizeBytes(),
                    reason.name(),
                    Text.bounded(reason.text(), 512),
                    chance.map(Chance::value).orElse(null));
        }
    }

    /**
     * Of {@code df}.
     *
     * @param fileSystems empty if they are not in reach
     * @param unaccountedBytes null if they are not in reach
     */
    record Used(EngineFacts engine, Usage usage, List<FileSystem> fileSystems, Long unaccountedBytes) {
        static Used of(EngineInfo info, DiskUsage usage, EngineDisks disks) {
            return new Used(
                    new EngineFacts(info.version(), info.apiVersion(), info.imageStore(), info.rootDir()),
                    new Usage(
                            row(usage.images()),
                            row(usage.containers()),
                            row(usage.localVolumes()),
                            row(usage.buildCache()),
                            row(usage.builders())),
                    disks.fileSystems().stream()
                            .map(disk -> new FileSystem(
                                    disk.path().toString(),
                                    disk.sizeBytes(),
                                    disk.usedBytes(),
                                    disk.inodes(),
                                    disk.inodesUsed()))
                            .toList(),
                    disks.unaccountedBytes(usage).orElse(null));
        }

        private static Usage.Row row(DiskUsage.Row row) {
            return new Usage.Row(row.total(), row.active(), row.sizeBytes(), row.reclaimableBytes());
        }
    }

    /** What the engine says of itself. */
    record EngineFacts(String version, String apiVersion, String imageStore, String rootDir) {}

    /** A file system; {@code inodes} is 0 where it has no fixed number of them. */
    record FileSystem(String path, long sizeBytes, long usedBytes, long inodes, long inodesUsed) {}

    /**
     * Of {@code plan}.
     *
     * @param policy in YAML, where Docker's words stand for it
     * @param disk how full it is, for people; null where the policy has no marks
     * @param underPressure whether the disk is above the policy's high mark
     * @param eligibleBytes what would be freed if all went that might: under pressure not all of it needs to
     */
    record Planned(
            String policy,
            String disk,
            boolean underPressure,
            long predictedBytes,
            long eligibleBytes,
            List<Item> remove,
            List<Item> keep) {
        static Planned of(ChosenRules rules, PlanNow planNow, Map<String, Chance> chances) {
            Plan plan = planNow.plan();
            return new Planned(
                    rules.shortForm().map(ShortForm::policy).orElse(null),
                    planNow.disk().orElse(null),
                    planNow.pressure().isPresent(),
                    plan.predictedBytes(),
                    plan.eligibleBytes(),
                    plan.removals().stream()
                            .map(removal -> Item.of(
                                    removal.object(),
                                    removal.reason(),
                                    Optional.ofNullable(
                                            chances.get(removal.object().id()))))
                            .toList(),
                    plan.keeps().stream()
                            .map(keep -> Item.of(
                                    keep.object(),
                                    keep.reason(),
                                    Optional.ofNullable(
                                            chances.get(keep.object().id()))))
                            .toList());
        }
    }

    /**
     * Of {@code why}.
     *
     * @param turn from 1; null if it stays
     * @param removals how many things a run now removes
     * @param nextRun when the policy's schedule comes next; null where there is none
     * @param lastUse null where nothing tells
     * @param neededBy ids of what was built from it and stays
     * @param underPressure what becomes of it where the disk is too full; null where the policy has no marks
     */
    record Explained(
            String policy,
            Item object,
            boolean goes,
            Integer turn,
            int removals,
            String nextRun,
            String lastUse,
            String lastUseFrom,
            List<String> neededBy,
            List<RuleSays> rules,
            UnderPressure underPressure) {}

    /**
     * What becomes of a thing where the disk is above the policy's high mark.
     *
     * @param turn from 1, of all that may go then, of which only so much goes as is needed; null if it stays
     */
    record UnderPressure(boolean goes, Integer turn, int eligible, String reason, String message) {}

    /** What a rule says: {@code allows} or {@code keeps}. */
    record RuleSays(String rule, String says, String message) {}

    /**
     * Of {@code prune}.
     *
     * @param reclaimedBytes null where the engine could not be asked in the end
     * @param notRemoved planned, but still there: what the engine refused, what changed since the plan, what failed, what was not come to
     */
    record Pruned(
            String policy,
            boolean dryRun,
            String outcome,
            long predictedBytes,
            Long reclaimedBytes,
            List<Item> removed,
            List<NotRemoved> notRemoved,
            List<String> errors) {}

    /** Why something planned is still there: {@code action} is as in the agent's log, or {@code not-reached}. */
    record NotRemoved(String kind, String id, String name, long bytes, String action, String message) {}
}
