package io.nodecleanup.policy;

import io.nodecleanup.api.v1alpha1.BuildCacheSpec;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.ContainersSpec;
import io.nodecleanup.api.v1alpha1.EngineSpec;
import io.nodecleanup.api.v1alpha1.ImagesSpec;
import io.nodecleanup.api.v1alpha1.LabelSelectorSpec;
import io.nodecleanup.api.v1alpha1.LimitsSpec;
import io.nodecleanup.api.v1alpha1.NetworksSpec;
import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.api.v1alpha1.VolumesSpec;
import io.nodecleanup.prune.NamePattern;
import io.nodecleanup.prune.Rules;
import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ContainerRules;
import io.nodecleanup.prune.Rules.ImageRules;
import io.nodecleanup.prune.Rules.NetworkRules;
import io.nodecleanup.prune.Rules.VolumeRules;
import io.nodecleanup.prune.Selector;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a spec whole and gathers every mistake. The API server refuses most of them before; a file given to the command line, an object
 * stored before a rule came, and what CEL cannot check (a cron field out of range) end here.
 */
public final class PolicyReader {
    private static final Pattern SOCKET = Pattern.compile("(/[A-Za-z0-9._-]+)+");
    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");
    private static final Pattern DOTS = Pattern.compile("(.*/)?\\.\\.?(/.*)?");

    private final List<Problem> problems = new ArrayList<>();

    private PolicyReader() {}

    /** What the spec means. A null spec is read as an empty one. */
    public static Reading read(CleanupPolicySpec spec) {
        return new PolicyReader().readAll(spec);
    }

    private Reading readAll(CleanupPolicySpec spec) {
        if (spec == null || spec.nodeSelector() == null) {
            add("spec.nodeSelector", "", "write the labels of the nodes to clean up, or {} for every Linux node");
            return new Reading.Invalid(problems);
        }
        spec.nodeSelector().forEach((key, value) -> {
            if (!LABEL_KEY.matcher(key).matches()
                    || value == null
                    || !LABEL_VALUE.matcher(value).matches()) {
                add("spec.nodeSelector", key + ": " + value, CleanupPolicySpec.LABELS);
            }
        });
        var policy = new Policy(
                new Rules(
                        images(spec.images()),
                        buildCache(spec.buildCache()),
                        containers(spec.containers()),
                        volumes(spec.volumes()),
                        networks(spec.networks())),
                schedule(spec.schedule(), spec.timeZone()),
                duration("spec.startingDeadline", spec.startingDeadline()),
                duration("spec.spread", spec.spread()),
                duration("spec.deadline", spec.deadline()),
                spec.suspend(),
                spec.dryRun(),
                socket(spec.engine().socket()),
                maxRemovedPercent(spec.limits()));
        return problems.isEmpty() ? new Reading.Valid(policy) : new Reading.Invalid(problems);
    }

    private Optional<ImageRules> images(ImagesSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = duration("spec.images.unusedFor", spec.unusedFor());
        for (int i = 0; i < spec.keep().size(); i++) {
            String glob = spec.keep().get(i);
            if (glob.isEmpty() || glob.chars().anyMatch(Character::isWhitespace)) {
                add("spec.images.keep[" + i + "]", glob, ImagesSpec.GLOB);
            }
        }
        int keepPerRepository = spec.keepPerRepository();
        if (keepPerRepository < 0 || keepPerRepository > 1_000) {
            add("spec.images.keepPerRepository", String.valueOf(keepPerRepository), "write a number from 0 to 1000");
        }
        Selector selector = selector("spec.images.labelSelector", spec.labelSelector());
        List<NamePattern> keep = spec.keep().stream().map(NamePattern::new).toList();
        return choice("spec.images.prune", spec.prune(), ImagesSpec.Prune.class)
                .filter(prune -> prune != ImagesSpec.Prune.None)
                .map(prune -> new ImageRules(
                        prune == ImagesSpec.Prune.Dangling,
                        unusedFor,
                        keep,
                        keepPerRepository,
                        selector,
                        spec.keepUnpullable()));
    }

    private Optional<CacheRules> buildCache(BuildCacheSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = duration("spec.buildCache.unusedFor", spec.unusedFor());
        return choice("spec.buildCache.prune", spec.prune(), BuildCacheSpec.Prune.class)
                .filter(prune -> prune != BuildCacheSpec.Prune.None)
                .map(prune -> new CacheRules(prune == BuildCacheSpec.Prune.Dangling, unusedFor, Optional.empty()));
    }

    private Optional<ContainerRules> containers(ContainersSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration exitedFor = duration("spec.containers.exitedFor", spec.exitedFor());
        Selector selector = selector("spec.containers.labelSelector", spec.labelSelector());
        return choice("spec.containers.prune", spec.prune(), ContainersSpec.Prune.class)
                .filter(prune -> prune != ContainersSpec.Prune.None)
                .map(prune -> new ContainerRules(exitedFor, selector));
    }

    private Optional<VolumeRules> volumes(VolumesSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = duration("spec.volumes.unusedFor", spec.unusedFor());
        Selector selector = selector("spec.volumes.labelSelector", spec.labelSelector());
        return choice("spec.volumes.prune", spec.prune(), VolumesSpec.Prune.class)
                .filter(prune -> prune != VolumesSpec.Prune.None)
                .map(prune -> new VolumeRules(prune == VolumesSpec.Prune.Anonymous, unusedFor, selector));
    }

    private Optional<NetworkRules> networks(NetworksSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = duration("spec.networks.unusedFor", spec.unusedFor());
        return choice("spec.networks.prune", spec.prune(), NetworksSpec.Prune.class)
                .filter(prune -> prune != NetworksSpec.Prune.None)
                .map(prune -> new NetworkRules(unusedFor));
    }

    private Selector selector(String field, LabelSelectorSpec spec) {
        if (spec == null) {
            return Selector.ALL;
        }
        List<Selector.Requirement> requirements = new ArrayList<>();
        spec.matchLabels()
                .forEach((key, value) ->
                        requirements.add(new Selector.Requirement(key, Selector.Operator.In, Set.of(value))));
        for (int i = 0; i < spec.matchExpressions().size(); i++) {
            LabelSelectorSpec.Requirement written = spec.matchExpressions().get(i);
            String place = field + ".matchExpressions[" + i + "]";
            List<String> values = written.values() == null ? List.of() : written.values();
            choice(place + ".operator", written.operator(), Selector.Operator.class)
                    .ifPresent(operator -> {
                        boolean compares = operator == Selector.Operator.In || operator == Selector.Operator.NotIn;
                        if (compares == values.isEmpty()) {
                            add(place + ".values", values.toString(), LabelSelectorSpec.Requirement.VALUES);
                        } else {
                            requirements.add(new Selector.Requirement(written.key(), operator, Set.copyOf(values)));
                        }
                    });
        }
        return new Selector(requirements);
    }

    private OptionalInt maxRemovedPercent(LimitsSpec spec) {
        if (spec == null || spec.maxRemovedPercent() == null) {
            return OptionalInt.empty();
        }
        int percent = spec.maxRemovedPercent();
        if (percent < 1 || percent > 100) {
            add("spec.limits.maxRemovedPercent", String.valueOf(percent), "write a number from 1 to 100");
        }
        return OptionalInt.of(percent);
    }

    private Optional<Schedule> schedule(String cron, String timeZone) {
        // Only names of the tz database: ZoneId alone would take offsets such as +02:00, which know no summer time.
        boolean known = ZoneId.getAvailableZoneIds().contains(timeZone);
        if (!known) {
            add("spec.timeZone", timeZone, CleanupPolicySpec.ZONE);
        }
        if (cron == null) {
            return Optional.empty();
        }
        if (cron.contains("TZ=")) {
            add("spec.schedule", cron, CleanupPolicySpec.CRON_ZONE);
            return Optional.empty();
        }
        try {
            return Optional.of(Schedule.parse(cron, known ? ZoneId.of(timeZone) : ZoneId.of(CleanupPolicySpec.UTC)));
        } catch (IllegalArgumentException e) {
            add("spec.schedule", cron, e.getMessage() + "; " + CleanupPolicySpec.CRON);
            return Optional.empty();
        }
    }

    private String socket(String path) {
        if (path.length() > 100
                || !SOCKET.matcher(path).matches()
                || DOTS.matcher(path).matches()) {
            add("spec.engine.socket", path, EngineSpec.SOCKET_PATH);
        }
        return path;
    }

    private Duration duration(String field, String text) {
        Optional<Duration> duration = DurationText.parse(text);
        if (duration.isEmpty()) {
            add(field, text, CleanupPolicySpec.DURATION);
        }
        return duration.orElse(Duration.ZERO);
    }

    private <E extends Enum<E>> Optional<E> choice(String field, String name, Class<E> choices) {
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equals(name)) {
                return Optional.of(choice);
            }
        }
        add(field, name, "write one of " + List.of(choices.getEnumConstants()));
        return Optional.empty();
    }

    private void add(String field, String value, String advice) {
        problems.add(new Problem(field, Text.bounded(value, 100), Text.bounded(advice, 300)));
    }
}
