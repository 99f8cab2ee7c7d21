package io.nodecleanup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs a command of the command line in this process, as Main does. */
record Command(int exitCode, String out, String err) {
    static Command run(Callable<Integer> command, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = new CommandLine(command)
                .setExecutionExceptionHandler(new Sentences())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Command(exitCode, out.toString(), err.toString());
    }

    /** What it printed, which must be one document. */
    JsonNode document() {
        try (var documents = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(out)) {
            JsonNode document = documents.next();
            if (documents.hasNext()) {
                throw new AssertionError("more than one document: " + out);
            }
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(out, e);
        }
    }
}
