package io.nodecleanup.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the rules say of each thing of a kind by itself, what was built from it apart.
 *
 * @param checks the first that keeps a thing decides; a rule that the policy does not have is none of them
 * @param ageField the rule that comes last
 * @param age whether the thing is old enough to go
 */
record Verdicts<T>(List<Check<T>> checks, String ageField, Function<T, Reason> age) {
    Verdicts {
        checks = List.copyOf(checks);
    }

    /** The reason that decides. A loop without an iterator, which ends at the first that keeps: it runs for every thing of every plan. */
    Reason of(T thing) {
        for (int i = 0; i < checks.size(); i++) {
            var stays = checks.get(i).keeps().apply(thing);
            if (stays.isPresent()) {
                return stays.get();
            }
        }
        return age.apply(thing);
    }

    /** What each rule says, whichever decides. */
    List<Ruling> rulings(T thing) {
        List<Ruling> rulings = new ArrayList<>();
        checks.forEach(check -> rulings.add(check.ruling(thing)));
        rulings.add(Ruling.of(ageField, age.apply(thing)));
        return rulings;
    }
}
