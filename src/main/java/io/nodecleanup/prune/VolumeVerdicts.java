package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.VolumeRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the rules say of each volume. */
final class VolumeVerdicts {
    private final VolumeRules rules;
    private final LastUse lastUse;
    private final Instant now;
    private final Map<String, String> containerByVolume = new HashMap<>();

    /**
     * @param staying the containers that are not to go before
     */
    VolumeVerdicts(List<Container> staying, VolumeRules rules, LastUse lastUse, Instant now) {
        this.rules = rules;
        this.lastUse = lastUse;
        this.now = now;
        for (Container container : staying) {
            container.mountedVolumes().forEach(volume -> containerByVolume.putIfAbsent(volume, container.name()));
        }
    }

    Reason of(Volume volume) {
        String container = containerByVolume.get(volume.name());
        if (container != null) {
            return new Reason.UsedByContainer(container);
        }
        if (Owners.isBuilders(volume.name())) {
            return new Reason.Builder();
        }
        if (Owners.isKubernetes(volume.labels())) {
            return new Reason.OfKubernetes();
        }
        if (!volume.driver().equals("local")) {
            return new Reason.OtherDriver(volume.driver());
        }
        if (volume.hasOptions()) {
            return new Reason.DriverOptions();
        }
        if (rules.anonymousOnly() && !volume.anonymous()) {
            return new Reason.Named();
        }
        if (!rules.selector().selects(volume.labels())) {
            return new Reason.NotSelected();
        }
        return AgeRule.weigh(lastUse.of(volume), rules.unusedFor(), now);
    }
}
