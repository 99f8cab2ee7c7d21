package io.nodecleanup.prune;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides what to remove. Whatever no rule lets go stays, and whenever it cannot be told, it stays. */
public final class Planner {
    private static final Reason NO_RULE = new Reason.NoRule();
    private static final Reason SHARED_WITH_KUBELET = new Reason.SharedWithKubelet();

    private final Inventory inventory;
    private final Rules rules;
    /** Of what no rule is for, but for the build cache and builders. */
    private final Reason absent;

    private final Instant now;
    private final Set<String> inRegistry;
    private final LastUse lastUse;
    private final Candidates<Container> containers;
    private final Candidates<Volume> volumes;
    private final Candidates<Network> networks;
    private final Candidates<Builder> builders;
    private final Candidates<Image> images;
    private final Candidates<CacheRecord> records;
    private final Freed freed;

    private Planner(Inventory inventory, Usage usage, Rules rules, Instant now) {
        this.inventory = inventory;
        this.rules = rules.in(inventory);
        this.absent = rules.sparedIn(inventory) ? SHARED_WITH_KUBELET : NO_RULE;
        this.now = now;
        this.inRegistry = usage.inRegistry();
        var ofRecords = Lineage.of(inventory.cacheRecords(), CacheRecord::id, CacheRecord::parents);
        var layers = new ImageLayers(inventory.images());
        lastUse = LastUse.of(inventory, layers, ofRecords, usage, now);
        containers = unrelated(inventory.containers(), 0);
        volumes = unrelated(inventory.volumes(), 1);
        networks = unrelated(inventory.networks(), 2);
        builders = unrelated(inventory.builders(), 3);
        images = new Candidates<>(
                inventory.images(),
                ofImages(inventory.images()),
                image -> image.isNameless() ? 4 : 5,
                Chances.ofImages(inventory.images(), usage.imageHistory(), lastUse),
                lastUse);
        records = new Candidates<>(
                inventory.cacheRecords(),
                ofRecords,
                record -> 5,
                Chances.ofRecords(inventory.cacheRecords(), usage.recordHistory(), ofRecords),
                lastUse);
        freed = new Freed(inventory, layers, ofRecords);
    }

    /** Only the legacy builder on a graph driver tells of parents. */
    private static Lineage ofImages(List<Image> images) {
        return images.stream().allMatch(image -> image.parentId().isEmpty())
                ? Lineage.none(images.size())
                : Lineage.of(
                        images,
                        Image::id,
                        image -> image.parentId().map(List::of).orElse(List.of()));
    }

    /** Things that are not built from each other, and of whose use nothing is learnt. */
    private <T extends Prunable> Candidates<T> unrelated(List<T> things, int stage) {
        return new Candidates<>(
                things, Lineage.none(things.size()), thing -> stage, Chances.unlearnt(things.size()), lastUse);
    }

    /** The plan of a scheduled run: all that the rules let go. The same for the same arguments. */
    public static Plan plan(Inventory inventory, Usage usage, Rules rules, Instant now) {
        return new Planner(inventory, usage, rules, now).plan();
    }

    /**
     * The plan to relieve a disk, if there is pressure: of all that the rules let go at the age that pressure asks for, the least valuable,
     * and no more than that needs. If all of it is too little, the plan of a scheduled run: whatever fills the disk, more would be lost in vain.
     *
     * @param pressure empty for a scheduled run, or one on request
     */
    public static Plan plan(Inventory inventory, Usage usage, Rules rules, Optional<Pressure> pressure, Instant now) {
        var planner = new Planner(inventory, usage, rules, now);
        return pressure.map(planner::relieve).orElseGet(planner::plan);
    }

    private Plan plan() {
        var draft = new Draft();
        List<Container> staying = addContainersAndWhatTheyHave(draft);
        draft.add(images, judgeImages(staying, rules.images()));
        Reason[] ofRecords = judgeRecords(rules.buildCache());
        rules.buildCache().ifPresent(r -> r.limit().ifPresent(limit -> obey(limit, r, ofRecords)));
        draft.add(records, ofRecords);
        long bytes = freed.bytes(draft.going());
        return draft.plan(bytes, bytes);
    }

    private Plan relieve(Pressure pressure) {
        Duration floor = pressure.unusedFor();
        var draft = new Draft();
        List<Container> staying = addContainersAndWhatTheyHave(draft);
        Optional<Rules.ImageRules> ofImages = rules.images().map(r -> r.withUnusedForAtMost(floor));
        Optional<Rules.CacheRules> ofRecords = rules.buildCache().map(r -> r.withUnusedForAtMost(floor));
        draft.add(images, judgeImages(staying, ofImages));
        draft.add(records, judgeRecords(ofRecords));
        draft.sort();
        long eligible = freed.onDisk(draft.going());
        if (eligible < pressure.bytesAboveHigh()) {
            Plan scheduled = plan();
            return new Plan(scheduled.removals(), scheduled.keeps(), scheduled.predictedBytes(), eligible);
        }
        draft.stopAt(
                pressure.bytesToPlan(),
                freed::bytes,
                (candidate, reason) -> switch (candidate.thing()) {
                    case Image image ->
                        leastValuable(candidate, ofImages.orElseThrow().unusedFor());
                    case CacheRecord record ->
                        leastValuable(candidate, ofRecords.orElseThrow().unusedFor());
                    case Container container -> reason;
                    case Volume volume -> reason;
                    case Network network -> reason;
                    case Builder builder -> reason;
                    case BuilderCache cache -> reason;
                },
                candidate -> new Reason.EnoughGone(candidate.chance()));
        keepWhatFreesNothing(draft);
        return draft.plan(freed.bytes(draft.going()), eligible);
    }

    /** Where an image keeps what a record stands for, the next build would lose the record and the disk gain nothing. */
    private void keepWhatFreesNothing(Draft draft) {
        List<Candidate> going = draft.going();
        boolean[] needed = records.needed(
                going.stream()
                        .filter(candidate -> candidate.thing() instanceof CacheRecord)
                        .toList(),
                freed.byRecord(going));
        draft.keep(
                candidate -> candidate.thing() instanceof CacheRecord && !needed[candidate.place()],
                candidate -> new Reason.FreesNothing(candidate.chance()));
    }

    private Reason.Goes leastValuable(Candidate candidate, Duration floor) {
        return new Reason.LeastValuable(candidate.chance(), age(candidate), floor);
    }

    private void obey(Rules.SizeLimit limit, Rules.CacheRules cacheRules, Reason[] reasons) {
        Rules.CacheRules atLimit = cacheRules.withUnusedForAtMost(limit.unusedFor());
        CacheSizeLimit.apply(
                limit.maxBytes(),
                records,
                reasons,
                judgeRecords(Optional.of(atLimit)),
                candidate -> new Reason.OverMaxSize(candidate.chance(), age(candidate), atLimit.unusedFor()));
    }

    private Optional<Duration> age(Candidate candidate) {
        return lastUse.of(candidate.thing()).map(use -> Duration.between(use, now));
    }

    /** Containers, volumes, networks and builders, which go by their own rules under pressure too; returns the containers that stay. */
    private List<Container> addContainersAndWhatTheyHave(Draft draft) {
        Reason[] ofContainers = judge(containers, rules.containers().map(r -> ContainerVerdicts.of(r, now)), absent);
        draft.add(containers, ofContainers);
        List<Container> staying = containers.ordered().stream()
                .filter(candidate -> ofContainers[candidate.place()] instanceof Reason.Stays)
                .map(candidate -> (Container) candidate.thing())
                .sorted(Container.BY_NAME)
                .toList();
        draft.add(
                volumes, judge(volumes, rules.volumes().map(r -> VolumeVerdicts.of(staying, r, lastUse, now)), absent));
        draft.add(
                networks,
                judge(networks, rules.networks().map(r -> NetworkVerdicts.of(staying, r, lastUse, now)), absent));
        addBuilders(draft, staying);
        return staying;
    }

    /** Builders that stay may have something in their caches that goes. */
    private void addBuilders(Draft draft, List<Container> staying) {
        Reason[] ofBuilders =
                judge(builders, rules.builders().map(r -> BuilderVerdicts.of(staying, r, lastUse, now)), NO_RULE);
        draft.add(builders, ofBuilders);
        List<Plan.Removal> ofCaches = builders.ordered().stream()
                .filter(candidate -> ofBuilders[candidate.place()] instanceof Reason.Stays)
                .flatMap(candidate -> rules.builders().stream()
                        .flatMap(r -> BuilderVerdicts.ofCache((Builder) candidate.thing(), r, now).stream()))
                .toList();
        draft.add(
                unrelated(ofCaches.stream().map(Plan.Removal::object).toList(), 3),
                ofCaches.stream().map(Plan.Removal::reason).toArray(Reason[]::new));
    }

    private Reason[] judgeImages(List<Container> staying, Optional<Rules.ImageRules> imageRules) {
        return judge(
                images,
                imageRules.map(
                        r -> ImageVerdicts.of(inventory, staying, inRegistry, r, rules.keptImages(), lastUse, now)),
                absent);
    }

    private Reason[] judgeRecords(Optional<Rules.CacheRules> cacheRules) {
        return judge(records, cacheRules.map(r -> CacheVerdicts.of(r, rules.keptImages(), lastUse, now)), NO_RULE);
    }

    private static <T extends Prunable> Reason[] judge(
            Candidates<T> candidates, Optional<Verdicts<T>> verdicts, Reason absent) {
        return candidates.judge(
                verdicts.<Function<T, Reason>>map(each -> each::of).orElse(thing -> absent));
    }
}
