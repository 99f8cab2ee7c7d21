package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.VolumeRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rules say of each volume. */
final class VolumeVerdicts {
    private VolumeVerdicts() {}

    /**
     * @param staying the containers that are not to go before
     */
    static Verdicts<Volume> of(List<Container> staying, VolumeRules rules, LastUse lastUse, Instant now) {
        Map<String, String> containerByVolume = new HashMap<>();
        for (Container container : staying) {
            container.mountedVolumes().forEach(volume -> containerByVolume.putIfAbsent(volume, container.name()));
        }
        List<Check<Volume>> checks = new ArrayList<>();
        checks.add(new Check<>(
                "containers",
                volume -> Optional.ofNullable(containerByVolume.get(volume.name()))
                        .map(Reason.UsedByContainer::new),
                volume -> "no container that stays mounts it"));
        checks.add(Check.that(
                volume -> Owners.isBuilders(volume.name()), BuilderReason.Builder::new, "builders", "not a builder's"));
        checks.add(Check.that(
                volume -> Owners.isKubernetes(volume.labels()),
                Reason.OfKubernetes::new,
                "Kubernetes",
                "has no labels of it"));
        checks.add(new Check<>(
                "driver",
                volume -> volume.driver().equals("local")
                        ? Optional.empty()
                        : Optional.of(new Reason.OtherDriver(volume.driver())),
                volume -> "local"));
        checks.add(Check.that(Volume::hasOptions, Reason.DriverOptions::new, "driver options", "none"));
        if (rules.anonymousOnly()) {
            checks.add(Check.that(
                    volume -> !volume.anonymous(),
                    Reason.Named::new,
                    "volumes.prune Anonymous",
                    "an anonymous volume"));
        }
        if (!rules.selector().equals(Selector.ALL)) {
            checks.add(Check.selector("volumes", rules.selector(), Volume::labels));
        }
        return new Verdicts<>(
                checks,
                AgeRule.named("volumes.unusedFor", rules.unusedFor()),
                volume -> AgeRule.weigh(lastUse.of(volume), rules.unusedFor(), now));
    }
}
