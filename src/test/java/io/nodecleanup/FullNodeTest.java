package io.nodecleanup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodecleanup.bench.FullEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent with the heap that its container's limit leaves it. The engine is a stand-in: no disk here holds so many images. */
class FullNodeTest {
    /** As the JVM takes it of 128 MiB. */
    private static final String HEAP = "-Xmx64m";

    @TempDir
    private Path folder;

    @Test
    void shouldRunToItsEndWithinItsHeapWhenTheNodeHolds10000ImagesAnd20000Records() throws Exception {
        Path socket = folder.resolve("docker.sock");
        try (var _ = new FullEngine(socket, 10_000, 20_000)) {
            // Given
            Files.writeString(folder.resolve("policy.yaml"), """
                    apiVersion: nodecleanup.io/v1alpha1
                    kind: CleanupPolicy
                    metadata: {name: mine}
                    spec:
                      nodeSelector: {}
                      images: {prune: Unused, unusedFor: 7d, keepPerRepository: 10}
                      buildCache: {prune: All, unusedFor: 7d}
                    """);
            try (var agent = new AgentProcess(
                    folder,
                    socket,
                    HEAP,
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError")) {
                agent.awaitReport("/status/conditions/0/reason", "Idle");
                // When
                AgentProcess.requestRun(folder);
                // Then
                agent.awaitReport("/status/lastRun/outcome", "Completed");
                JsonNode run = agent.last().at("/status/lastRun");
                assertThat(run.at("/removed").findValuesAsText("count")).containsExactlyInAnyOrder("9000", "20000");
            }
        }
    }
}
