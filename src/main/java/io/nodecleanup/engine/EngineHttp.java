package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Raw calls, pinned to an API version. Answers are read as a stream: a list of images can be many megabytes. */
final class EngineHttp {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_ERROR = 64 * 1024;

    private final DockerHttpClient http;
    private final ApiVersion version;

    EngineHttp(DockerHttpClient http, ApiVersion version) {
        this.http = http;
        this.version = version;
    }

    /** Reads an answer; the parser is at its first token. */
    @FunctionalInterface
    interface Answer<T> {
        T read(JsonParser json) throws IOException;
    }

    /**
     * @param path path and query, without version
     * @throws DockerException if the status is not 200; as docker-java does, by a type of its own for 404 and for 409
     */
    <T> T get(String path, Answer<T> answer) throws IOException {
        return execute(Request.Method.GET, path, () -> {}, answer);
    }

    /** As {@link #get}, for an answer that comes bit by bit, of which the first may be long in coming: tells when it has begun. */
    <T> T follow(String path, Runnable begun, Answer<T> answer) throws IOException {
        return execute(Request.Method.GET, path, begun, answer);
    }

    /** As {@link #get}; empty if the status is 404. */
    <T> Optional<T> find(String path, Answer<T> answer) throws IOException {
        try {
            return Optional.of(get(path, answer));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** As {@link #get}; without a body. */
    <T> T post(String path, Answer<T> answer) throws IOException {
        return execute(Request.Method.POST, path, () -> {}, answer);
    }

    /** As {@link #get}, for what is to be gone; the answer does not matter. */
    void delete(String path) throws IOException {
        execute(Request.Method.DELETE, path, () -> {}, json -> Optional.empty());
    }

    /** A name or value as part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private <T> T execute(Request.Method method, String path, Runnable begun, Answer<T> answer) throws IOException {
        Request request =
                Request.builder().method(method).path("/v" + version + path).build();
        try (Response response = http.execute(request)) {
            if (response.getStatusCode() != 200) {
                throw failure(response);
            }
            begun.run();
            try (JsonParser json = JSON.createParser(response.getBody())) {
                json.nextToken();
                return answer.read(json);
            }
        }
    }

    private static DockerException failure(Response response) throws IOException {
        String body = new String(response.getBody().readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
        return switch (response.getStatusCode()) {
            case 404 -> new NotFoundException(body);
            case 409 -> new ConflictException(body);
            default -> new DockerException(body, response.getStatusCode());
        };
    }
}
