package io.nodecleanup.cli;

import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.policy.ByteSize;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code df}: the table of {@code docker system df}. */
@Command(
        name = "df",
        description = "Shows what images, containers, volumes and build cache take, as 'docker system df' does.",
        mixinStandardHelpOptions = true)
public final class DfCommand implements Callable<Integer> {
    @Mixin
    private EngineOption engineOption;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (DockerEngine engine = engineOption.open()) {
            DiskUsage usage = engine.diskUsage();
            var table = new Table("TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE");
            add(table, "Images", usage.images());
            add(table, "Containers", usage.containers());
            add(table, "Local Volumes", usage.localVolumes());
            add(table, "Build Cache", usage.buildCache());
            table.print(spec.commandLine().getOut());
        }
        return 0;
    }

    private static void add(Table table, String type, DiskUsage.Row row) {
        long percent = row.sizeBytes() == 0 ? 0 : 100 * row.reclaimableBytes() / row.sizeBytes();
        table.row(
                type,
                row.total(),
                row.active(),
                ByteSize.text(row.sizeBytes()),
                ByteSize.text(row.reclaimableBytes()) + " (" + percent + "%)");
    }
}
