package io.nodecleanup.cli;

import io.nodecleanup.cli.Contents.Container;
import io.nodecleanup.cli.Contents.Kind;
import io.nodecleanup.cli.Contents.Thing;
import io.nodecleanup.engine.TestEngine;
import java.util.List;
import java.util.Set;

/**
 * Where we leave other things than Docker does by the same words, and mean to; docs/without-kubernetes.md tells users. Each says exactly
 * what it explains, so that nothing else hides behind it.
 */
enum Intended {
    /** The engine starts it again by itself; the next build starts a builder again. */
    CONTAINER_OF_SOMEBODY,

    /** A container that stays could not start any more, or would have lost its data. */
    OF_A_CONTAINER_THAT_STAYS,

    /** A network that stopped containers name has no endpoints, so Docker removes it; they do not start any more. */
    NETWORK_OF_A_STOPPED_CONTAINER,

    /** Docker takes the names that no container goes by off an image in use, which frees nothing. */
    NAME_OF_AN_IMAGE_IN_USE,

    /** Docker deletes an image that is mounted into a container under it; graph drivers only one without a name, and the mess has one with. */
    MOUNTED_IMAGE,

    /** An engine before 23 does not tell named volumes from anonymous ones when it prunes. */
    NAMED_VOLUME,

    /** The build cache has no labels. Docker passes over the filter and removes the cache whole. */
    CACHE_WITHOUT_LABELS,

    /** {@code until} asks when a thing was last used; Docker's asks when it was made. */
    USED_LATELY,

    /** Several {@code label!} mean none of these labels; Docker spares only what has all, but for images of the containerd store. */
    ONE_OF_SEVERAL_LABELS,

    /** A record is not dangling while an image shares it, so that of an image that goes in the same prune goes with the next. */
    LAYER_OF_A_DANGLING_IMAGE,

    /**
     * An engine that was restarted since counts the end of the last record that was built on a base as a use of the base. No engine tells
     * which image the base is, so all with as many layers may be it; and without the journal of an agent nothing tells that no build was it.
     */
    BASE_OF_A_PRUNED_BUILD,

    /**
     * Now and then, whoever asks, an engine's prune passes over a mount's cache or a build's context that is unused: of 150 prunes it was
     * seen once on 20.10 and once on 29 with the graph driver. Why is not known. We tell it as refused.
     */
    PASSED_OVER_BY_THE_ENGINE,

    /** A record is not dangling while an image shares it, and we left the image by the words before. */
    LAYER_OF_AN_IMAGE_THAT_ONLY_WE_LEFT,

    /** Docker's {@code until} leaves a record that was built on by what it has just removed, for the same reason, and all below it; ours asks again. */
    LEFT_BY_DOCKERS_UNTIL;

    private static final List<String> CONTAINERS_OF_SOMEBODY = List.of(SeededMess.RESTARTS, SeededMess.BUILDER);

    /** What BuildKit goes on writing to has these descriptions. */
    private static final List<String> MUTABLE = List.of("cached mount /cache", "local source for ");

    private static final Set<String> IMAGES_USED_LATELY = Set.of(
            SeededMess.BASE_OF_LATE_BUILD + ":1", SeededMess.TAGGED_LATELY + ":1", SeededMess.TAGGED_LATELY + ":2");

    /** Whether the mess has it for engines of this kind. What comes now and then may be met or not. */
    boolean mustBeMetOn(TestEngine engine) {
        return switch (this) {
            case MOUNTED_IMAGE -> !hasGraphDriver(engine);
            case NAMED_VOLUME -> isBefore23(engine);
            case ONE_OF_SEVERAL_LABELS -> hasGraphDriver(engine);
            // On the containerd store an image vanishes when its name moves.
            case LAYER_OF_A_DANGLING_IMAGE -> hasGraphDriver(engine);
            case PASSED_OVER_BY_THE_ENGINE -> false;
            case BASE_OF_A_PRUNED_BUILD, LAYER_OF_AN_IMAGE_THAT_ONLY_WE_LEFT ->
                engine.name().startsWith("29-overlay2");
            case LEFT_BY_DOCKERS_UNTIL -> !isBefore23(engine);
            default -> true;
        };
    }

    /** Whether it is why only one of the two left this. */
    boolean explains(Comparison met, Thing thing) {
        if (this == PASSED_OVER_BY_THE_ENGINE) {
            return thing.kind() == Kind.RECORD
                    && MUTABLE.stream().anyMatch(thing.name()::startsWith)
                    && (met.docker().has(thing) || met.refused().containsKey(thing.id()));
        }
        if (this == LEFT_BY_DOCKERS_UNTIL) {
            return met.docker().has(thing)
                    && thing.kind() == Kind.RECORD
                    && met.words().haveUntil()
                    && !isBefore23(met.engine())
                    && isLeftByDockersTouch(met, thing.id());
        }
        return met.ours().has(thing) && isWhyWeLeft(met, thing);
    }

    private boolean isWhyWeLeft(Comparison met, Thing thing) {
        return switch (this) {
            case CONTAINER_OF_SOMEBODY ->
                thing.kind() == Kind.CONTAINER && CONTAINERS_OF_SOMEBODY.contains(thing.name());
            case OF_A_CONTAINER_THAT_STAYS ->
                met.ours().containers().stream()
                        .anyMatch(container -> !met.docker().has(container.thing()) && has(container, thing));
            case NETWORK_OF_A_STOPPED_CONTAINER ->
                thing.kind() == Kind.NETWORK
                        && met.docker().containers().stream()
                                .anyMatch(container -> !container.running() && has(container, thing));
            case NAME_OF_AN_IMAGE_IN_USE ->
                thing.kind() == Kind.IMAGE
                        && met.docker().containers().stream().anyMatch(container -> has(container, thing));
            case MOUNTED_IMAGE ->
                !hasGraphDriver(met.engine()) && isImage(thing, Set.of(SeededMess.IMAGE_MOUNT + ":1"));
            case NAMED_VOLUME ->
                thing.kind() == Kind.VOLUME
                        && isBefore23(met.engine())
                        && !thing.name().matches("[0-9a-f]{64}");
            case CACHE_WITHOUT_LABELS ->
                thing.kind() == Kind.RECORD
                        && !met.words().areOfImages()
                        && met.words().haveLabel();
            case USED_LATELY ->
                met.words().haveUntil()
                        && (isImage(thing, IMAGES_USED_LATELY)
                                || (thing.kind() == Kind.CONTAINER
                                        && thing.name().equals(SeededMess.RUN_AGAIN)));
            case ONE_OF_SEVERAL_LABELS ->
                thing.kind() == Kind.IMAGE
                        && hasGraphDriver(met.engine())
                        && met.labelled().contains(thing.id());
            case LAYER_OF_A_DANGLING_IMAGE ->
                !met.words().areOfImages()
                        && !met.words().all()
                        && thing.kind() == Kind.RECORD
                        && met.before().records().get(thing.id()).shared()
                        && met.removed(other -> other.kind() == Kind.IMAGE);
            case BASE_OF_A_PRUNED_BUILD ->
                met.words().haveUntil() && thing.kind() == Kind.IMAGE && hasAsManyLayersAsATouchedBase(met, thing);
            case LAYER_OF_AN_IMAGE_THAT_ONLY_WE_LEFT ->
                !met.words().areOfImages()
                        && !met.words().all()
                        && thing.kind() == Kind.RECORD
                        && met.oursBefore().records().get(thing.id()).shared()
                        && !met.before().records().get(thing.id()).shared();
            case PASSED_OVER_BY_THE_ENGINE, LEFT_BY_DOCKERS_UNTIL -> false;
        };
    }

    private static boolean isBefore23(TestEngine engine) {
        return engine.name().startsWith("20.10");
    }

    private static boolean hasGraphDriver(TestEngine engine) {
        return isBefore23(engine) || engine.name().startsWith("29-overlay2");
    }

    private static boolean isImage(Thing thing, Set<String> names) {
        return thing.kind() == Kind.IMAGE
                && names.stream().anyMatch(name -> thing.name().equals(SeededMess.REGISTRY + name));
    }

    private static boolean has(Container container, Thing thing) {
        return switch (thing.kind()) {
            case IMAGE -> container.image().equals(thing.id());
            case VOLUME -> container.volumes().contains(thing.name());
            case NETWORK -> container.networks().contains(thing.name());
            case CONTAINER, RECORD -> false;
        };
    }

    /** A base that no build has used since the cut, and that the prune before looks like one. */
    private static boolean hasAsManyLayersAsATouchedBase(Comparison met, Thing image) {
        return !isBefore23(met.engine())
                && met.oursBefore().records().entrySet().stream()
                        .filter(record -> record.getValue().shared()
                                && met.oursBefore()
                                        .children(record.getKey())
                                        .findAny()
                                        .isEmpty()
                                && record.getValue().lastUsed().isAfter(met.cut())
                                && met.mess()
                                        .records()
                                        .get(record.getKey())
                                        .lastUsed()
                                        .isBefore(met.cut()))
                        .anyMatch(record -> met.oursBefore().depth(record.getKey())
                                == met.layers().get(image.id()));
    }

    /** What this prune of Docker's has touched, or one of those before, or something that stays was built from. */
    private static boolean isLeftByDockersTouch(Comparison met, String record) {
        return met.docker().children(record).findAny().isEmpty()
                ? met.mess().children(record).findAny().isPresent()
                        && met.mess().records().get(record).lastUsed().isBefore(met.cut())
                        && met.docker().records().get(record).lastUsed().isAfter(met.cut())
                : met.docker().children(record).allMatch(child -> isLeftByDockersTouch(met, child));
    }
}
