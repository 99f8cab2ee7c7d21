package io.nodecleanup.prune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the builders among containers and volumes. One goes by its name, as buildx names it, and by its volume: a container that only bears
 * such a name is none.
 */
public final class Builders {
    /** A regular expression that the names of their containers match, for the engine, which has a slash before names. */
    public static final String NAMES = "^/?" + Owners.BUILDER;

    private static final String STATE = "_state";

    private Builders() {}

    /** The containers that builders run in, running or not. */
    public static List<Container> containers(List<Container> all) {
        return all.stream().filter(Builders::isBuilder).toList();
    }

    /**
     * All builders, those first that have a container.
     *
     * @param running what is known of each running one
     */
    public static List<Builder> find(
            List<Container> containers, List<Volume> volumes, Function<Container, Builder.State> running) {
        Map<String, Volume> states = new LinkedHashMap<>();
        volumes.stream().filter(volume -> isState(volume.name())).forEach(volume -> states.put(volume.name(), volume));
        List<Builder> builders = new ArrayList<>();
        for (Container container : containers(containers)) {
            builders.add(new Builder(
                    Owners.ofBuilder(container.name()),
                    container.running() ? running.apply(container) : new Builder.Stopped(),
                    Optional.of(container),
                    Optional.ofNullable(states.remove(container.name() + STATE))));
        }
        Set<String> names = containers.stream().map(Container::name).collect(Collectors.toSet());
        states.values().stream()
                .filter(volume -> !names.contains(withoutState(volume.name())))
                .forEach(volume -> builders.add(new Builder(
                        Owners.ofBuilder(withoutState(volume.name())),
                        new Builder.Gone(),
                        Optional.empty(),
                        Optional.of(volume))));
        return builders;
    }

    /** The same builders, with what is known of their volumes now. */
    static List<Builder> withVolumes(List<Builder> builders, List<Volume> volumes) {
        Map<String, Volume> byName = new HashMap<>();
        volumes.forEach(volume -> byName.put(volume.name(), volume));
        return builders.stream()
                .map(builder -> builder.volume()
                        .map(volume -> byName.get(volume.name()))
                        .map(builder::withVolume)
                        .orElse(builder))
                .toList();
    }

    private static boolean isBuilder(Container container) {
        return isBuilder(container.name(), container.mountedVolumes());
    }

    /** Whether a builder runs in a container of this name that has these volumes mounted. */
    public static boolean isBuilder(String container, Collection<String> mountedVolumes) {
        return Owners.isBuilders(container) && mountedVolumes.contains(container + STATE);
    }

    /** What buildx calls the builder in a container of this name. */
    public static String nameOf(String container) {
        return Owners.ofBuilder(container);
    }

    /** The name of the container whose state a volume of this name holds; empty if it holds no builder's. */
    public static Optional<String> containerOf(String volume) {
        return isState(volume) ? Optional.of(withoutState(volume)) : Optional.empty();
    }

    private static boolean isState(String volume) {
        return Owners.isBuilders(volume) && volume.endsWith(STATE);
    }

    private static String withoutState(String volume) {
        return volume.substring(0, volume.length() - STATE.length());
    }
}
