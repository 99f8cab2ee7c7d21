package io.nodecleanup.prune;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What tests look at in a plan. */
final class Plans {
    private Plans() {}

    /** The names of what goes, in order. */
    static List<String> names(Plan plan) {
        return plan.removals().stream().map(r -> r.object().displayName()).toList();
    }

    /** The names of what stays, with the reason for people. */
    static Map<String, String> keeps(Plan plan) {
        return plan.keeps().stream()
                .collect(Collectors.toMap(
                        keep -> keep.object().displayName(),
                        keep -> keep.reason().text()));
    }
}
