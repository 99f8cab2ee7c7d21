package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
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
     * @throws DockerException if the status is not 200
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
        } catch (DockerException e) {
            if (e.getHttpStatus() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** As {@link #get}; without a body. */
    <T> T post(String path, Answer<T> answer) throws IOException {
        return execute(Request.Method.POST, path, () -> {}, answer);
    }

    private <T> T execute(Request.Method method, String path, Runnable begun, Answer<T> answer) throws IOException {
        Request request =
                Request.builder().method(method).path("/v" + version + path).build();
        try (Response response = http.execute(request)) {
            if (response.getStatusCode() != 200) {
                byte[] body = response.getBody().readNBytes(LONGEST_ERROR);
                throw new DockerException(new String(body, StandardCharsets.UTF_8), response.getStatusCode());
            }
            begun.run();
            try (JsonParser json = JSON.createParser(response.getBody())) {
                json.nextToken();
                return answer.read(json);
            }
        }
    }
}
