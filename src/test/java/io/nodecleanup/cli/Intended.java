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
    /** The engine starts it again by itself; the next build starts a builder again; what Kubernetes runs is the kubelet's. */
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
     * An engine may mark a record as used when another that was built from it is pruned. A prune that asks for an age leaves it then, and
     * ours always does, since it must not take what was used since the plan. We say so.
     */
    REFUSED_BY_THE_ENGINE,

    /** For the same reason Docker's {@code until} may leave a record that is old enough. */
    LEFT_BY_DOCKERS_UNTIL;

    private static final List<String> CONTAINERS_OF_SOMEBODY =
            List.of(SeededMess.RESTARTS, SeededMess.BUILDER, SeededMess.KUBERNETES);

    private static final Set<String> IMAGES_USED_LATELY = Set.of(
            SeededMess.BASE_OF_LATE_BUILD + ":1", SeededMess.TAGGED_LATELY + ":1", SeededMess.TAGGED_LATELY + ":2");

    /** Whether the mess has it for engines of this kind. What depends on what the engine did before may be met or not. */
    boolean mustBeMetOn(TestEngine engine) {
        return switch (this) {
            case MOUNTED_IMAGE -> !hasGraphDriver(engine);
            case NAMED_VOLUME -> isBefore23(engine);
            case ONE_OF_SEVERAL_LABELS -> hasGraphDriver(engine);
            // On the containerd store an image vanishes when its name moves.
            case LAYER_OF_A_DANGLING_IMAGE -> hasGraphDriver(engine);
            case REFUSED_BY_THE_ENGINE, LEFT_BY_DOCKERS_UNTIL -> false;
            default -> true;
        };
    }

    /** Whether it is why only one of the two left this. */
    boolean explains(Comparison met, Thing thing) {
        if (this == LEFT_BY_DOCKERS_UNTIL) {
            return met.docker().has(thing) && isOldRecordAndUntil(met, thing);
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
                thing.kind() == Kind.RECORD && met.words().matches("system .*label.*");
            case USED_LATELY ->
                met.words().contains("until")
                        && (isImage(thing, IMAGES_USED_LATELY)
                                || (thing.kind() == Kind.CONTAINER
                                        && thing.name().equals(SeededMess.RUN_AGAIN)));
            case ONE_OF_SEVERAL_LABELS ->
                thing.kind() == Kind.IMAGE
                        && hasGraphDriver(met.engine())
                        && met.labelled().contains(thing.id());
            case LAYER_OF_A_DANGLING_IMAGE ->
                met.words().startsWith("system")
                        && !met.words().contains("--all")
                        && thing.kind() == Kind.RECORD
                        && met.before().records().get(thing.id()).shared()
                        && met.removed(other -> other.kind() == Kind.IMAGE);
            case REFUSED_BY_THE_ENGINE ->
                thing.kind() == Kind.RECORD && met.refused().containsKey(thing.id());
            case LEFT_BY_DOCKERS_UNTIL -> false;
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

    private static boolean isOldRecordAndUntil(Comparison met, Thing thing) {
        return thing.kind() == Kind.RECORD
                && met.words().contains("until")
                && met.before().records().get(thing.id()).lastUsed().isBefore(met.cut());
    }
}
