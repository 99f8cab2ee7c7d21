package io.nodecleanup.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers on a unix socket as told: for what real engines do only now and then, such as to be busy. */
final class ScriptedEngine implements AutoCloseable {
    private final Path folder;
    private final ServerSocketChannel server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** @param body JSON */
    record Answer(int status, String body) {}

    /** @param script the answer to a method, path and query, such as {@code GET /v1.51/system/df}; not asked for version and info */
    ScriptedEngine(Function<String, Answer> script) throws IOException {
        folder = Files.createTempDirectory("scripted");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
        Thread.ofVirtual().start(() -> accept(script));
    }

    Path socket() {
        return folder.resolve("docker.sock");
    }

    /** What was asked so far, decoded, without version and info. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.delete(socket());
        Files.delete(folder);
    }

    private void accept(Function<String, Answer> script) {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                Thread.ofVirtual().start(() -> serve(connection, script));
            }
        } catch (ClosedChannelException e) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel connection, Function<String, Answer> script) {
        try (connection) {
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8));
            String line = reader.readLine();
            while (line != null) {
                String request = URLDecoder.decode(line.substring(0, line.lastIndexOf(' ')), StandardCharsets.UTF_8);
                while (!reader.readLine().isEmpty()) {
                    // Headers; no request here has a body.
                }
                byte[] body = answer(request, script);
                connection.write(ByteBuffer.wrap(body));
                line = reader.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(String request, Function<String, Answer> script) {
        Answer answer;
        if (request.endsWith("/version")) {
            answer = new Answer(200, "{\"Version\":\"99.0\",\"ApiVersion\":\"1.99\"}");
        } else if (request.endsWith("/info")) {
            answer = new Answer(
                    200, "{\"ID\":\"scripted\",\"Driver\":\"overlay2\",\"DockerRootDir\":\"/var/lib/docker\"}");
        } else {
            requests.add(request);
            answer = script.apply(request);
        }
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(answer.status, body.length);
        return (head + answer.body).getBytes(StandardCharsets.UTF_8);
    }
}
