package io.nodecleanup.cli;

import io.nodecleanup.engine.EngineException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * A mistake of the user (exit code 2) or the engine's answer (1) is a sentence, not a stack trace. Anything else is a defect and shows its
 * trace.
 */
public final class Sentences implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        switch (e) {
            case UsageException usage -> command.getErr().println(usage.getMessage());
            case EngineException engine -> command.getErr().println(engine.getMessage());
            default -> throw e;
        }
        return e instanceof UsageException
                ? command.getCommandSpec().exitCodeOnInvalidInput()
                : command.getCommandSpec().exitCodeOnExecutionException();
    }
}
