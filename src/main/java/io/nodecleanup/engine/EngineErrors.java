package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.github.dockerjava.api.exception.DockerException;
import io.nodecleanup.engine.EngineException.Kind;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Makes {@link EngineException}s: which kind, and a sentence that names the socket and what was asked. */
final class EngineErrors {
    /** The engine's errors quote names that anyone may choose; a status field or log line is no place for more. */
    private static final int LONGEST_SENTENCE = 500;

    private static final JsonFactory JSON = new JsonFactory();

    private final Path socket;

    EngineErrors(Path socket) {
        this.socket = socket;
    }

    EngineException late(Duration limit, String asked, Exception cause) {
        return exception(
                Kind.UNREACHABLE, asked, "no answer within %d s".formatted(Math.max(1, limit.toSeconds())), cause);
    }

    EngineException interrupted(String asked, Exception cause) {
        return exception(Kind.INTERRUPTED, asked, "interrupted", cause);
    }

    EngineException failed(String asked, Throwable cause) {
        if (cause instanceof EngineException known) {
            return known;
        }
        if (cause instanceof DockerException answer) {
            return exception(Kind.FAILED, asked, answer.getHttpStatus() + " " + sentence(answer), cause);
        }
        Throwable root = causes(cause).reduce(cause, (outer, inner) -> inner);
        return exception(
                kind(cause), asked, bounded(root.getMessage() == null ? root.toString() : root.getMessage()), cause);
    }

    /** What the engine says for people in an error answer, {@code {"message": …}}, bounded and on one line. */
    static String sentence(DockerException answer) {
        String text = answer.getMessage();
        int body = text.indexOf('{');
        if (body < 0) {
            // docker-java begins with the status, which is told anyhow.
            return bounded(text.replaceFirst("^Status [0-9]+: ", ""));
        }
        String[] message = {""};
        try (JsonParser json = JSON.createParser(text.substring(body))) {
            json.nextToken();
            Json.object(json, (name, value) -> {
                if (name.equals("message")) {
                    message[0] = value.getValueAsString("");
                }
            });
        } catch (IOException e) {
            // A proxy in front of the socket answers what it likes: then its words are the sentence.
            return bounded(text);
        }
        return bounded(message[0]);
    }

    private EngineException exception(Kind kind, String asked, String what, Throwable cause) {
        return new EngineException(kind, "engine at %s, asked for %s: %s".formatted(socket, asked, what), cause);
    }

    private static Kind kind(Throwable cause) {
        // A unix socket without permission: java.net.BindException "Permission denied" (JDK 17 to 25).
        if (causes(cause).anyMatch(e -> e instanceof SocketException && said(e).contains("Permission denied"))) {
            return Kind.FORBIDDEN;
        }
        // An answer that is no JSON is an IOException too, but the engine is there.
        if (causes(cause).anyMatch(JacksonException.class::isInstance)) {
            return Kind.FAILED;
        }
        return causes(cause).anyMatch(IOException.class::isInstance) ? Kind.UNREACHABLE : Kind.FAILED;
    }

    private static String said(Throwable e) {
        return e.getMessage() == null ? "" : e.getMessage();
    }

    private static Stream<Throwable> causes(Throwable cause) {
        return Stream.iterate(cause, e -> e != null, Throwable::getCause).limit(20);
    }

    static String bounded(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}]+", " ");
        return line.length() <= LONGEST_SENTENCE ? line : line.substring(0, LONGEST_SENTENCE - 1) + "…";
    }
}
