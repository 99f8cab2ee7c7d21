package io.nodecleanup.policy;

import java.util.List;
import java.util.stream.Collectors;

/** The outcome of reading a policy. */
public sealed interface Reading {
    /** It can be gone by. */
    record Valid(Policy policy) implements Reading {}

    /** It cannot; there is at least one problem. */
    record Invalid(List<Problem> problems) implements Reading {
        public Invalid {
            problems = List.copyOf(problems);
        }

        /** All problems, as sentences. */
        public String text() {
            return problems.stream().map(Problem::sentence).collect(Collectors.joining("; "));
        }
    }
}
