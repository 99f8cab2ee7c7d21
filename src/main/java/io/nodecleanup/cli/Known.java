package io.nodecleanup.cli;

import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.journal.UsageJournal;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Rules;
import io.nodecleanup.prune.Usage;
import java.nio.file.Path;
import java.time.Clock;

/** What a plan goes by: what an engine holds, as far as rules ask for it, and what is known of its use. */
record Known(Inventory inventory, Usage usage) {
    /**
     * Asks the engine. The sizes of volumes come with {@code /system/df} alone, which may walk the disk: only where a rule is for volumes
     * or builders.
     *
     * @param state the folder where an agent keeps its journal, if there is one; it is read only
     */
    static Known read(DockerJavaEngine engine, Rules rules, Path state, Clock clock) {
        Inventory inventory = engine.inventory();
        Usage usage = UsageJournal.peek(state, engine, inventory, clock).orElse(Usage.NONE);
        return new Known(
                rules.volumes().isPresent() || rules.builders().isPresent()
                        ? inventory.withVolumeBytes(engine.diskUsage().volumeBytes())
                        : inventory,
                usage);
    }
}
