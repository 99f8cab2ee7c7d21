package io.nodecleanup.cli;

import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Planner;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.prune.Usage;
import io.nodecleanup.prune.Volume;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plan}: what a policy would remove from this machine's engine and what it would keep, with the reasons. Deletes nothing. */
@Command(
        name = "plan",
        description = "Shows what a policy would remove here and what it would keep, and why. Deletes nothing.",
        mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
    @Mixin
    private EngineOption engineOption;

    @Option(
            names = {"-p", "--policy"},
            required = true,
            description = "File with a CleanupPolicy, in YAML or JSON.")
    private Path policyFile;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Policy policy = PolicyFile.read(policyFile);
        try (DockerEngine engine = engineOption.open()) {
            Inventory inventory = engine.inventory();
            if (policy.rules().volumes().isPresent()) {
                inventory = inventory.withVolumeBytes(engine.diskUsage().volumeBytes());
            }
            Plan plan = Planner.plan(
                    inventory, Usage.NONE, policy.rules(), Clock.systemUTC().instant());
            print(plan, spec.commandLine().getOut());
        }
        return 0;
    }

    private static void print(Plan plan, PrintWriter out) {
        var removals = new Table("REMOVE", "KIND", "WHAT", "SIZE", "WHY");
        for (int i = 0; i < plan.removals().size(); i++) {
            Plan.Removal removal = plan.removals().get(i);
            Prunable object = removal.object();
            removals.row(
                    i + 1,
                    object.kind(),
                    what(object),
                    ByteSize.text(object.sizeBytes()),
                    removal.reason().text());
        }
        var keeps = new Table("KEEP", "KIND", "WHAT", "SIZE", "WHY");
        for (Plan.Keep keep : plan.keeps()) {
            Prunable object = keep.object();
            keeps.row(
                    "",
                    object.kind(),
                    what(object),
                    ByteSize.text(object.sizeBytes()),
                    keep.reason().text());
        }
        removals.print(out);
        out.println();
        keeps.print(out);
        out.println();
        List<Prunable> going =
                plan.removals().stream().map(Plan.Removal::object).toList();
        List<Prunable> staying = plan.keeps().stream().map(Plan.Keep::object).toList();
        out.printf("removes %s: %s; keeps %s%n", counts(going), ByteSize.text(plan.predictedBytes()), counts(staying));
    }

    /** Such as {@code 3 containers, 41 images}, in the order of the plan. */
    private static String counts(List<Prunable> objects) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        objects.forEach(object -> counts.merge(plural(object), 1, Integer::sum));
        return counts.isEmpty()
                ? "nothing"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String plural(Prunable object) {
        return switch (object) {
            case Container container -> "containers";
            case Volume volume -> "volumes";
            case Network network -> "networks";
            case Image image -> "images";
            case CacheRecord record -> "records";
        };
    }

    /** One line of bounded length: descriptions of steps may be whole scripts. */
    private static String what(Prunable object) {
        return Text.bounded(object.displayName(), 80);
    }
}
