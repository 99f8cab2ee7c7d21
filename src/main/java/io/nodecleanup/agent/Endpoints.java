package io.nodecleanup.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /livez} (200 while the loop goes on, else 503), {@code /startedz} (200 once the agent has met its policy, else 503) and
 * {@code /metrics} (Prometheus' text format) until it is closed.
 */
final class Endpoints implements Closeable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Metrics metrics;
    private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();

    /** @throws IOException if the address cannot be had */
    Endpoints(InetSocketAddress address, Pulse pulse, Metrics metrics) throws IOException {
        this.metrics = metrics;
        server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext(
                "/livez",
                exchange -> health(
                        exchange,
                        pulse.isAlive(),
                        "the loop has not turned for " + Pulse.SILENCE.toMinutes() + " minutes"));
        server.createContext(
                "/startedz", exchange -> health(exchange, pulse.isStarted(), "the agent has not met its policy yet"));
        server.createContext("/metrics", this::metrics);
        server.start();
    }

    /** The port that was chosen where the address had port 0. */
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private static void health(HttpExchange exchange, boolean ok, String whyNot) throws IOException {
        answer(
                exchange,
                ok ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE,
                "text/plain; charset=utf-8",
                ((ok ? "ok" : whyNot) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void metrics(HttpExchange exchange) throws IOException {
        var body = new ByteArrayOutputStream();
        format.write(body, metrics.snapshot());
        answer(exchange, HttpURLConnection.HTTP_OK, format.getContentType(), body.toByteArray());
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
