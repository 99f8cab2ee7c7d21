package io.nodecleanup.cli;

import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Rules;

/** What an engine holds, as far as rules ask for it. */
final class Inventories {
    private Inventories() {}

    /** The sizes of volumes come with {@code /system/df} alone, which may walk the disk: asked only where a rule is for volumes. */
    static Inventory read(DockerEngine engine, Rules rules) {
        Inventory inventory = engine.inventory();
        return rules.volumes().isPresent()
                ? inventory.withVolumeBytes(engine.diskUsage().volumeBytes())
                : inventory;
    }
}
