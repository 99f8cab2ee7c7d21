package io.nodecleanup.cli;

import io.nodecleanup.policy.Policy;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * The policy that a command goes by.
 *
 * @param shortForm empty if it is from a file
 */
record ChosenRules(Policy policy, Optional<ShortForm> shortForm) {
    /** The policy that Docker's words stand for, such that it could be pasted into a file; nothing where there is a file. */
    void print(PrintWriter out) {
        shortForm.ifPresent(form -> {
            out.println("# These words stand for this policy:");
            out.print(form.policy());
            form.notes().forEach(note -> out.println("# Note: " + note + "."));
            out.println();
            out.flush();
        });
    }
}
