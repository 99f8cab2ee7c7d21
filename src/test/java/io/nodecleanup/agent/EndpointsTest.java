package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Pulse pulse = new Pulse(nanos::get);
    private final Metrics metrics = new Metrics();
    private Endpoints endpoints;

    @BeforeEach
    void listen() throws IOException {
        endpoints = new Endpoints(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pulse, metrics);
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void shouldAnswerThatItLivesWhenTheLoopHasJustBegun() throws Exception {
        // When
        HttpResponse<String> answer = get("/livez");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok\n");
    }

    @Test
    void shouldAnswerThatItIsUnavailableWhenTheLoopStandsStill() throws Exception {
        // Given
        nanos.addAndGet(Duration.ofMinutes(3).toNanos());
        // When
        HttpResponse<String> answer = get("/livez");
        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("the loop has not turned for 2 minutes\n");
    }

    @Test
    void shouldAnswerThatItIsNotStartedWhenItHasNotMetItsPolicy() throws Exception {
        // When
        HttpResponse<String> answer = get("/startedz");
        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("the agent has not met its policy yet\n");
    }

    @Test
    void shouldAnswerThatItIsStartedWhenItHasMetItsPolicyThoughItsFirstRunIsStillOn() throws Exception {
        // Given
        pulse.started();
        // When
        HttpResponse<String> answer = get("/startedz");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTellDiskAndRunsWhenAskedForMetrics() throws Exception {
        // Given
        metrics.follow(List.of(Path.of("/"), Path.of("/there-is-no-such-folder")));
        metrics.remember(RunReportSamples.run("20261123-120000", "Completed", List.of()));
        metrics.ran(RunReportSamples.run("20261124-120000", "Failed", List.of("one", "two")));
        // When
        HttpResponse<String> answer = get("/metrics");
        // Then
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body())
                .contains("# TYPE node_cleanup_reclaimed_bytes_total counter")
                .containsPattern("node_cleanup_disk_size_bytes\\{path=\"/\"} [0-9.E]+\n")
                .containsPattern("node_cleanup_disk_used_bytes\\{path=\"/\"} [0-9.E]+\n")
                .containsPattern("node_cleanup_disk_inodes\\{path=\"/\"} [0-9.E]+\n")
                .containsPattern("node_cleanup_disk_inodes_used\\{path=\"/\"} [0-9.E]+\n")
                .contains("node_cleanup_reclaimed_bytes_total{kind=\"Image\"} 70.0\n")
                .contains("node_cleanup_reclaimed_bytes_total{kind=\"BuildCacheRecord\"} 0.0\n")
                .contains("node_cleanup_removed_total{kind=\"Image\"} 2.0\n")
                .contains("node_cleanup_runs_total{outcome=\"Failed\"} 1.0\n")
                .contains("node_cleanup_run_errors_total 2.0\n")
                .contains("node_cleanup_last_run_duration_seconds 90.0\n")
                .contains("node_cleanup_last_success_timestamp_seconds 1.79552169E9\n")
                .doesNotContain("there-is-no-such-folder", "outcome=\"Completed\"");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + endpoints.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
