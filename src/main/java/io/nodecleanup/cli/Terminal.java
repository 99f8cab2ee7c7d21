package io.nodecleanup.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** The person in front of the command, who can be asked and shown how far it is. */
final class Terminal {
    private static final int WIDTH = 79;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final BufferedReader in;
    private final PrintWriter out;

    Terminal(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    /** The terminal, if both standard input and standard output are one. */
    static Optional<Terminal> find() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> new Terminal(new BufferedReader(console.reader()), console.writer()));
    }

    /** Asks; no answer is a no. */
    boolean agrees(String question) {
        out.print(question + " [y/N] ");
        out.flush();
        try {
            String answer = in.readLine();
            return answer != null
                    && (answer.strip().toLowerCase(Locale.ROOT).equals("y")
                            || answer.strip().toLowerCase(Locale.ROOT).equals("yes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows this line in place of the last one shown. */
    void show(String line) {
        out.print(CLEAR_LINE + line.substring(0, Math.min(WIDTH, line.length())));
        out.flush();
    }

    /** Takes the last line shown away. */
    void clear() {
        show("");
    }
}
