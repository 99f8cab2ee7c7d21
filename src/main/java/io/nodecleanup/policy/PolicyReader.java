package io.nodecleanup.policy;

import io.nodecleanup.api.v1alpha1.BuildCacheSpec;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.ContainersSpec;
import io.nodecleanup.api.v1alpha1.DiskPressureSpec;
import io.nodecleanup.api.v1alpha1.EngineSpec;
import io.nodecleanup.api.v1alpha1.ImagesSpec;
import io.nodecleanup.api.v1alpha1.LimitsSpec;
import io.nodecleanup.api.v1alpha1.NetworksSpec;
import io.nodecleanup.api.v1alpha1.VolumesSpec;
import io.nodecleanup.prune.NamePattern;
import io.nodecleanup.prune.Rules;
import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ContainerRules;
import io.nodecleanup.prune.Rules.ImageRules;
import io.nodecleanup.prune.Rules.NetworkRules;
import io.nodecleanup.prune.Rules.SizeLimit;
import io.nodecleanup.prune.Rules.VolumeRules;
import io.nodecleanup.prune.Selector;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads a spec whole and gathers every mistake. The API server refuses most of them before; a file given to the command line, an object
 * stored before a rule came, and what CEL cannot check (a cron field out of range) end here.
 */
public final class PolicyReader {
    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");

    private static final Duration UNDER_PRESSURE =
            DurationText.parse(DiskPressureSpec.UNUSED_FOR).orElseThrow();

    private final FieldReader fields = new FieldReader();

    private PolicyReader() {}

    /** What the spec means. A null spec is read as an empty one. */
    public static Reading read(CleanupPolicySpec spec) {
        return new PolicyReader().readAll(spec);
    }

    private Reading readAll(CleanupPolicySpec spec) {
        if (spec == null || spec.nodeSelector() == null) {
            fields.add(
                    "spec.nodeSelector", "", "write the labels of the nodes to clean up, or {} for every Linux node");
            return new Reading.Invalid(fields.problems());
        }
        spec.nodeSelector().forEach((key, value) -> {
            if (!LABEL_KEY.matcher(key).matches()
                    || value == null
                    || !LABEL_VALUE.matcher(value).matches()) {
                fields.add("spec.nodeSelector", key + ": " + value, CleanupPolicySpec.LABELS);
            }
        });
        Optional<DiskPressure> pressure = DiskPressureBlock.read(fields, spec.diskPressure());
        Duration atMaxSize = pressure.map(DiskPressure::unusedFor).orElse(UNDER_PRESSURE);
        var policy = new Policy(
                new Rules(
                        images(spec.images()),
                        buildCache(spec.buildCache(), atMaxSize),
                        containers(spec.containers()),
                        volumes(spec.volumes()),
                        networks(spec.networks()),
                        BuildersBlock.read(fields, spec.builders(), atMaxSize),
                        keptImages(spec.images()),
                        fields.choice(
                                        "spec.engine.sharedWithKubelet",
                                        spec.engine().sharedWithKubelet(),
                                        EngineSpec.SharedWithKubelet.class)
                                .filter(shared -> shared == EngineSpec.SharedWithKubelet.Allow)
                                .isPresent()),
                schedule(spec.schedule(), spec.timeZone()),
                fields.longDuration("spec.startingDeadline", spec.startingDeadline()),
                fields.duration("spec.spread", spec.spread()),
                fields.duration("spec.waitForBuilds", spec.waitForBuilds()),
                fields.longDuration("spec.deadline", spec.deadline()),
                spec.suspend(),
                spec.dryRun(),
                EngineBlock.socket(fields, spec.engine()),
                EngineBlock.diskPaths(fields, spec.engine()),
                pressure,
                maxRemovedPercent(spec.limits()));
        return fields.problems().isEmpty() ? new Reading.Valid(policy) : new Reading.Invalid(fields.problems());
    }

    private Optional<ImageRules> images(ImagesSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = fields.duration("spec.images.unusedFor", spec.unusedFor());
        int keepPerRepository = spec.keepPerRepository();
        if (keepPerRepository < 0 || keepPerRepository > 1_000) {
            fields.add(
                    "spec.images.keepPerRepository",
                    String.valueOf(keepPerRepository),
                    "write a number from 0 to 1000");
        }
        Selector selector = fields.selector("spec.images.labelSelector", spec.labelSelector());
        return fields.choice("spec.images.prune", spec.prune(), ImagesSpec.Prune.class)
                .filter(prune -> prune != ImagesSpec.Prune.None)
                .map(prune -> new ImageRules(
                        prune == ImagesSpec.Prune.Dangling,
                        unusedFor,
                        keepPerRepository,
                        selector,
                        spec.keepUnpullable()));
    }

    /** Whatever may go of the images: they also keep what stands for them in the build cache. */
    private List<NamePattern> keptImages(ImagesSpec spec) {
        if (spec == null) {
            return List.of();
        }
        for (int i = 0; i < spec.keep().size(); i++) {
            String glob = spec.keep().get(i);
            if (glob.isEmpty() || glob.chars().anyMatch(Character::isWhitespace)) {
                fields.add("spec.images.keep[" + i + "]", glob, ImagesSpec.GLOB);
            }
        }
        return spec.keep().stream().map(NamePattern::new).toList();
    }

    private Optional<CacheRules> buildCache(BuildCacheSpec spec, Duration atMaxSize) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = fields.duration("spec.buildCache.unusedFor", spec.unusedFor());
        Optional<SizeLimit> limit =
                fields.size("spec.buildCache.maxSize", spec.maxSize()).map(bytes -> new SizeLimit(bytes, atMaxSize));
        return fields.choice("spec.buildCache.prune", spec.prune(), BuildCacheSpec.Prune.class)
                .filter(prune -> prune != BuildCacheSpec.Prune.None)
                .map(prune -> new CacheRules(prune == BuildCacheSpec.Prune.Dangling, unusedFor, limit));
    }

    private Optional<ContainerRules> containers(ContainersSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration exitedFor = fields.duration("spec.containers.exitedFor", spec.exitedFor());
        Selector selector = fields.selector("spec.containers.labelSelector", spec.labelSelector());
        return fields.choice("spec.containers.prune", spec.prune(), ContainersSpec.Prune.class)
                .filter(prune -> prune != ContainersSpec.Prune.None)
                .map(prune -> new ContainerRules(exitedFor, selector));
    }

    private Optional<VolumeRules> volumes(VolumesSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = fields.duration("spec.volumes.unusedFor", spec.unusedFor());
        Selector selector = fields.selector("spec.volumes.labelSelector", spec.labelSelector());
        return fields.choice("spec.volumes.prune", spec.prune(), VolumesSpec.Prune.class)
                .filter(prune -> prune != VolumesSpec.Prune.None)
                .map(prune -> new VolumeRules(prune == VolumesSpec.Prune.Anonymous, unusedFor, selector));
    }

    private Optional<NetworkRules> networks(NetworksSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = fields.duration("spec.networks.unusedFor", spec.unusedFor());
        Selector selector = fields.selector("spec.networks.labelSelector", spec.labelSelector());
        return fields.choice("spec.networks.prune", spec.prune(), NetworksSpec.Prune.class)
                .filter(prune -> prune != NetworksSpec.Prune.None)
                .map(prune -> new NetworkRules(unusedFor, selector));
    }

    private OptionalInt maxRemovedPercent(LimitsSpec spec) {
        if (spec == null || spec.maxRemovedPercent() == null) {
            return OptionalInt.empty();
        }
        int percent = spec.maxRemovedPercent();
        if (percent < 1 || percent > 100) {
            fields.add("spec.limits.maxRemovedPercent", String.valueOf(percent), "write a number from 1 to 100");
        }
        return OptionalInt.of(percent);
    }

    private Optional<Schedule> schedule(String cron, String timeZone) {
        // Only names of the tz database: ZoneId alone would take offsets such as +02:00, which know no summer time.
        boolean known = ZoneId.getAvailableZoneIds().contains(timeZone);
        if (!known) {
            fields.add("spec.timeZone", timeZone, CleanupPolicySpec.ZONE);
        }
        if (cron == null) {
            return Optional.empty();
        }
        if (cron.contains("TZ=")) {
            fields.add("spec.schedule", cron, CleanupPolicySpec.CRON_ZONE);
            return Optional.empty();
        }
        try {
            return Optional.of(Schedule.parse(cron, known ? ZoneId.of(timeZone) : ZoneId.of(CleanupPolicySpec.UTC)));
        } catch (IllegalArgumentException e) {
            fields.add("spec.schedule", cron, e.getMessage() + "; " + CleanupPolicySpec.CRON);
            return Optional.empty();
        }
    }
}
