package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecleanup.engine.EngineException.Kind;
import io.nodecleanup.engine.ScriptedEngine.Answer;
import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusyEngineTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void shouldAskAgainWhenAnotherDiskUsageIsRunning() throws IOException {
        Deque<Answer> answers = new ArrayDeque<>(List.of(
                new Answer(500, "{\"message\":\"a disk usage operation is already running\"}"),
                new Answer(200, "{\"LayersSize\":7,\"Images\":null,\"New\":[{\"a\":[1]}],\"BuildCache\":[]}")));
        try (ScriptedEngine engine = new ScriptedEngine(request -> answers.remove());
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // When
            DiskUsage usage = port.diskUsage();

            // Then
            assertThat(usage.totalBytes()).isEqualTo(7);
            assertThat(engine.requests()).containsOnly("GET /v1.51/system/df").hasSize(2);
        }
    }

    @Test
    void shouldAskAgainWhenAnotherPruneIsRunning() throws IOException {
        Deque<Answer> answers = new ArrayDeque<>(List.of(
                new Answer(409, "{\"message\":\"a prune operation is already running\"}"),
                new Answer(200, "{\"CachesDeleted\":[\"a\"],\"SpaceReclaimed\":3}")));
        try (ScriptedEngine engine = new ScriptedEngine(request -> answers.remove());
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // When
            RemovedRecords removed =
                    port.removeRecords(List.of(cacheRecord("abcdefghijklmnopqrstuvwxy"), cacheRecord("short")), DAY);

            // Then
            assertThat(removed).isEqualTo(new RemovedRecords(Set.of("a"), 3));
            assertThat(engine.requests())
                    .containsOnly(
                            "POST /v1.51/build/prune?all=true&filters={\"id\":[\"^(abcdefghijkl|short$)\"],\"until\":[\"86400000ms\"]}")
                    .hasSize(2);
        }
    }

    @Test
    void shouldFailWithEnginesOwnWordsWhenItAnswersAnError() throws IOException {
        String bad = "it\\nis " + "x".repeat(1_000);
        try (ScriptedEngine engine = new ScriptedEngine(request -> new Answer(500, "{\"message\":\"" + bad + "\"}"));
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // When
            EngineException thrown = catchThrowableOfType(EngineException.class, port::inventory);

            // Then
            assertThat(thrown.kind()).isEqualTo(Kind.FAILED);
            assertThat(thrown)
                    .hasMessageStartingWith(
                            "engine at " + engine.socket() + ", asked for the list of images: 500 it is xxx");
            assertThat(thrown.getMessage()).hasSizeLessThan(700);
        }
    }

    @Test
    void shouldFailWhenAnswerIsNoJson() throws IOException {
        try (ScriptedEngine engine = new ScriptedEngine(request -> new Answer(200, "<html>"));
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // When
            EngineException thrown = catchThrowableOfType(EngineException.class, port::inventory);

            // Then
            assertThat(thrown.kind()).isEqualTo(Kind.FAILED);
        }
    }

    private static CacheRecord cacheRecord(String id, String... parents) {
        return new CacheRecord(
                id, "regular", "", 1, false, false, Instant.EPOCH, Optional.empty(), 0, List.of(parents));
    }
}
