package io.nodecleanup.cli;

import io.nodecleanup.disk.FileSystemUsage;
import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.policy.ByteSize;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code df}: the table of {@code docker system df}, and the file systems it is on, whose use the engine cannot see. */
@Command(
        name = "df",
        description =
                "Shows what images, containers, volumes and build cache take, as 'docker system df' does, how full their file"
                        + " systems are, and how much there is used by what the engine knows nothing of.",
        mixinStandardHelpOptions = true)
public final class DfCommand implements Callable<Integer> {
    @Mixin
    private EngineOption engineOption;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (DockerEngine engine = engineOption.open()) {
            EngineInfo info = engine.info();
            DiskUsage usage = engine.diskUsage();
            EngineDisks disks = EngineDisks.of(info);
            PrintWriter out = spec.commandLine().getOut();
            if (output.isJson()) {
                Documents.print(Documents.Used.of(info, usage, disks), out);
            } else {
                print(usage, disks, out);
            }
        }
        return 0;
    }

    private static void print(DiskUsage usage, EngineDisks disks, PrintWriter out) {
        var table = new Table("TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE");
        add(table, "Images", usage.images());
        add(table, "Containers", usage.containers());
        add(table, "Local Volumes", usage.localVolumes());
        add(table, "Build Cache", usage.buildCache());
        // Their bytes are those of their volumes, counted above.
        add(table, "Builders", usage.builders());
        disks.unaccountedBytes(usage).ifPresent(bytes -> table.row("Unaccounted", "-", "-", ByteSize.text(bytes), "-"));
        table.print(out);
        out.println();
        if (disks.fileSystems().isEmpty()) {
            out.println(disks.whyNone());
            out.flush();
            return;
        }
        var fileSystems = new Table("FILE SYSTEM OF", "SIZE", "USED", "USE%", "INODES", "IUSED", "IUSE%");
        for (FileSystemUsage disk : disks.fileSystems()) {
            fileSystems.row(
                    disk.path(),
                    ByteSize.text(disk.sizeBytes()),
                    ByteSize.text(disk.usedBytes()),
                    percent(disk.usedBytes(), disk.sizeBytes()),
                    disk.inodes(),
                    disk.inodesUsed(),
                    percent(disk.inodesUsed(), disk.inodes()));
        }
        fileSystems.print(out);
    }

    private static void add(Table table, String type, DiskUsage.Row row) {
        table.row(
                type,
                row.total(),
                row.active(),
                ByteSize.text(row.sizeBytes()),
                ByteSize.text(row.reclaimableBytes()) + " (" + percent(row.reclaimableBytes(), row.sizeBytes()) + ")");
    }

    private static String percent(long part, long whole) {
        return (whole == 0 ? 0 : 100 * part / whole) + "%";
    }
}
