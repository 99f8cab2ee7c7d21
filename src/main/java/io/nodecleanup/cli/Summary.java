package io.nodecleanup.cli;

import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.prune.Prunable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How things are named and counted for people. */
final class Summary {
    private Summary() {}

    /** Their number by kind, {@code 41 images, 1 build cache record}, or {@code nothing}. */
    static String counts(List<? extends Prunable> objects) {
        Map<String, Integer> byKind = new LinkedHashMap<>();
        objects.forEach(object -> byKind.merge(object.kind(), 1, Integer::sum));
        return byKind.isEmpty()
                ? "nothing"
                : byKind.entrySet().stream()
                        .map(kind -> kind.getValue() + " " + words(kind.getKey()) + (kind.getValue() == 1 ? "" : "s"))
                        .collect(Collectors.joining(", "));
    }

    /** One line of bounded length: descriptions of steps may be whole scripts. */
    static String what(Prunable object) {
        return Text.bounded(object.displayName(), 80);
    }

    private static String words(String kind) {
        return kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
