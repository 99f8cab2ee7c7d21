package io.nodecleanup.engine;

/** The engine could not do what was asked. The message is a sentence for people. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as the caller acts on it. */
    public enum Kind {
        /** Nothing answers at the socket, or not in time. */
        UNREACHABLE,
        /** The socket may not be opened. */
        FORBIDDEN,
        /** The calling thread was interrupted. */
        INTERRUPTED,
        /** It answered with an error. */
        FAILED
    }

    private final Kind kind;

    public EngineException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
