package io.nodecleanup.journal;

import io.nodecleanup.engine.EngineEvent;
import java.util.Set;

/**
 * What an event says of the use of things. That something is taken away is no use of it: neither {@code untag} nor {@code delete}, nor
 * the {@code destroy} of a container, whose end was the last use of its image. So our own removals count as no use.
 */
sealed interface Use {
    /** An image by its id; {@code name} is one that it has got just now, or empty. */
    record OfImage(String id, String name) implements Use {}

    /** An image by a reference: what it means is to be asked. {@code exchanged}: it was pulled from a registry or pushed to one. */
    record OfReference(String reference, boolean exchanged) implements Use {}

    /** A container, and so its images; events tell the reference as it was typed. */
    record OfContainer(String id, String reference) implements Use {}

    /** A container that is gone. */
    record EndOfContainer(String id) implements Use {}

    /** A volume by its name. */
    record OfVolume(String name) implements Use {}

    /** A volume that is gone. */
    record EndOfVolume(String name) implements Use {}

    /** A network by its id. */
    record OfNetwork(String id) implements Use {}

    /** A network that is gone. */
    record EndOfNetwork(String id) implements Use {}

    /** Of nothing. */
    record None() implements Use {}

    /** Attaching, probes and the like are left out: a container that runs is seen running. */
    Set<String> CONTAINER_ACTIONS = Set.of("create", "start", "restart", "die", "commit");

    Set<String> VOLUME_ACTIONS = Set.of("create", "mount", "unmount");
    Set<String> NETWORK_ACTIONS = Set.of("create", "connect", "disconnect");
    Set<String> EXCHANGES = Set.of("pull", "push");
    Set<String> IMAGE_ENDS = Set.of("untag", "delete", "prune");

    /** What the event says. */
    static Use of(EngineEvent event) {
        if (event.id().isEmpty()) {
            return new None();
        }
        return switch (event.type()) {
            case "image" -> ofImage(event);
            case "container" -> ofContainer(event);
            case "volume" ->
                VOLUME_ACTIONS.contains(event.action())
                        ? new OfVolume(event.id())
                        : event.action().equals("destroy") ? new EndOfVolume(event.id()) : new None();
            case "network" ->
                NETWORK_ACTIONS.contains(event.action())
                        ? new OfNetwork(event.id())
                        : event.action().equals("destroy") ? new EndOfNetwork(event.id()) : new None();
            default -> new None();
        };
    }

    /** Whatever is done with an image is a use, an action that is not known too, but to take it away. */
    private static Use ofImage(EngineEvent event) {
        if (IMAGE_ENDS.contains(event.action())) {
            return new None();
        }
        if (!ImageName.isId(event.id())) {
            return new OfReference(event.id(), EXCHANGES.contains(event.action()));
        }
        String name = event.action().equals("tag") ? event.attributes().getOrDefault("name", "") : "";
        return new OfImage(event.id(), name);
    }

    private static Use ofContainer(EngineEvent event) {
        if (CONTAINER_ACTIONS.contains(event.action())) {
            return new OfContainer(event.id(), event.attributes().getOrDefault("image", ""));
        }
        return event.action().equals("destroy") ? new EndOfContainer(event.id()) : new None();
    }
}
