package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.ScriptedEngine.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EngineActivityTest {
    private final AtomicInteger watched = new AtomicInteger();

    @Test
    void shouldTellTheWatchOfNoCallWhenTheJournalAsks() throws IOException {
        try (ScriptedEngine engine = new ScriptedEngine(EngineActivityTest::answer);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket(), watch())) {
            // Given
            EngineActivity activity = port;
            // When
            String id = activity.engineId();
            activity.followEvents(OptionalLong.empty(), event -> {});
            activity.recentEvents();
            activity.imageId("app:1");
            activity.imagesOf("c1");
            activity.images();
            activity.volumes();
            activity.networks();
            activity.containers();
            // Then
            assertThat(id).isEqualTo("scripted");
            assertThat(watched).hasValue(0);
        }
    }

    @Test
    void shouldTellTheWatchWhenTheLoopAsks() throws IOException {
        try (ScriptedEngine engine = new ScriptedEngine(EngineActivityTest::answer);
                DockerEngine port = DockerJavaEngine.open(engine.socket(), watch())) {
            // When
            port.info();
            // Then
            assertThat(watched).hasValue(1);
        }
    }

    private CallWatch watch() {
        return new CallWatch() {
            @Override
            public void began(Duration limit) {
                watched.incrementAndGet();
            }

            @Override
            public void ended() {}
        };
    }

    private static Answer answer(String request) {
        if (request.contains("/json?") || request.endsWith("/json") || request.endsWith("/networks")) {
            boolean one = request.contains("app:1") || request.contains("c1");
            return one ? new Answer(404, "{\"message\":\"none\"}") : new Answer(200, "[]");
        }
        return new Answer(200, request.contains("/events") ? "" : "{}");
    }
}
