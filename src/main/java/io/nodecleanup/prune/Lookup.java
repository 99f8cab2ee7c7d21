package io.nodecleanup.prune;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Finds things as people name them: by reference, name, id, or the beginning of an id. */
public final class Lookup {
    private Lookup() {}

    /**
     * What may be meant: things of this very name or id; if there is none, those whose id begins so, and the images of a repository of
     * this name. More than one where it is ambiguous.
     *
     * @param written not empty
     */
    public static List<Prunable> find(Inventory inventory, String written) {
        List<Prunable> exact = all(inventory, written, Lookup::isNamed);
        return exact.isEmpty() ? all(inventory, written, Lookup::mayBeMeant) : exact;
    }

    private static List<Prunable> all(Inventory inventory, String written, BiPredicate<Prunable, String> matches) {
        return Stream.<List<? extends Prunable>>of(
                        inventory.images(),
                        inventory.containers(),
                        inventory.cacheRecords(),
                        inventory.volumes(),
                        inventory.networks(),
                        inventory.builders())
                .flatMap(List::stream)
                .filter(thing -> matches.test(thing, written))
                .map(thing -> (Prunable) thing)
                .toList();
    }

    private static boolean isNamed(Prunable thing, String written) {
        // A builder's id is its container's.
        return (!(thing instanceof Builder) && thing.id().equals(written))
                || switch (thing) {
                    case Image image -> {
                        String name = NamePattern.fullName(written);
                        yield image.id().equals("sha256:" + written)
                                || names(image).anyMatch(own -> own.equals(name) || own.equals(name + ":latest"));
                    }
                    case Container container -> container.name().equals(written);
                    case Network network -> network.name().equals(written);
                    case Volume volume -> false;
                    case CacheRecord record -> false;
                    case Builder builder -> builder.name().equals(written);
                    case BuilderCache cache -> false;
                };
    }

    private static boolean mayBeMeant(Prunable thing, String written) {
        return switch (thing) {
            case Image image ->
                image.id().startsWith(written)
                        || image.id().startsWith("sha256:" + written)
                        || names(image)
                                .anyMatch(own -> NamePattern.repository(own).equals(NamePattern.fullName(written)));
            case Builder builder -> builder.name().startsWith(written);
            default -> thing.id().startsWith(written);
        };
    }

    private static Stream<String> names(Image image) {
        return Stream.concat(image.tags().stream(), image.digests().stream()).map(NamePattern::fullName);
    }
}
