package io.nodecleanup.prune;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One rule for the things of a kind.
 *
 * @param rule as a {@link Ruling} names it
 * @param keeps why a thing stays by it; empty if the rule allows that it goes
 * @param allows what there is to say then, asked for people only
 */
record Check<T>(String rule, Function<T, Optional<Reason.Stays>> keeps, Function<T, String> allows) {
    /** Of a thing that this holds for, the same is said whatever the thing. */
    static <T> Check<T> that(Predicate<T> holds, Supplier<Reason.Stays> stays, String rule, String otherwise) {
        return new Check<>(
                rule, thing -> holds.test(thing) ? Optional.of(stays.get()) : Optional.empty(), thing -> otherwise);
    }

    /** The things that a selector selects may go. */
    static <T> Check<T> selector(String field, Selector selector, Function<T, Map<String, String>> labels) {
        return that(
                thing -> !selector.selects(labels.apply(thing)),
                Reason.NotSelected::new,
                field + ".labelSelector",
                "selects it");
    }

    Ruling ruling(T thing) {
        return keeps.apply(thing)
                .map(stays -> Ruling.of(rule, stays))
                .orElseGet(() -> new Ruling(rule, false, allows.apply(thing)));
    }
}
