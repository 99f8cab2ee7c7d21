package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.RemovalOutcome.Removed;
import io.nodecleanup.engine.ScriptedEngine.Answer;
import io.nodecleanup.prune.Attachments;
import io.nodecleanup.prune.Things;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** With an engine that cannot tell at once what a container has mounted that came since the inventory. */
class UseWatchTest {
    private static final String LOOK = "GET /v1.51/containers/c1/json";
    private static final Answer BUSY = new Answer(500, "{\"message\":\"busy\"}");
    private static final Answer GONE = new Answer(404, "{\"message\":\"No such container: c1\"}");

    private final AtomicReference<Answer> look = new AtomicReference<>(BUSY);

    @Test
    void shouldKeepImagesWhenNothingTellsWhatANewContainerHasMounted() throws IOException {
        try (ScriptedEngine engine = new ScriptedEngine(this::answer);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            port.inventory();
            await().until(() -> engine.requests().contains(LOOK));
            // When
            Throwable thrown = catchThrowable(() -> port.removeImage(Things.image("tools", "tools:1")));
            // Then
            assertThat(thrown).isInstanceOf(EngineException.class).hasMessageContaining("busy");
            assertThat(engine.requests()).noneMatch(request -> request.startsWith("DELETE"));
        }
    }

    @Test
    void shouldRemoveImageWhenItIsToldAtLast() throws IOException {
        try (ScriptedEngine engine = new ScriptedEngine(this::answer);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            port.inventory();
            await().until(() -> engine.requests().contains(LOOK));
            look.set(GONE);
            // When
            RemovalOutcome outcome = port.removeImage(Things.image("tools", "tools:1"));
            // Then
            assertThat(outcome).isEqualTo(new Removed());
        }
    }

    @Test
    void shouldKeepNetworkWhenTheEventsHaveEnded() throws IOException {
        try (ScriptedEngine engine = new ScriptedEngine(this::answer);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            port.inventory();
            await().until(() -> engine.requests().contains(LOOK));
            // When
            RemovalOutcome outcome = port.removeNetwork(Attachments.network("ci"));
            // Then
            assertThat(outcome).isInstanceOf(RemovalOutcome.Refused.class);
            assertThat(engine.requests()).noneMatch(request -> request.startsWith("DELETE"));
        }
    }

    private Answer answer(String request) {
        String path = request.replaceFirst("^[A-Z]+ /v1.51", "");
        if (path.startsWith("/events")) {
            return new Answer(
                    200,
                    "{\"Type\":\"container\",\"Action\":\"create\",\"timeNano\":1,"
                            + "\"Actor\":{\"ID\":\"c1\",\"Attributes\":{\"image\":\"app:1\"}}}");
        }
        return switch (path) {
            case "/containers/c1/json" -> look.get();
            case "/images/sha256:tools/json" -> new Answer(200, "{\"Id\":\"sha256:tools\",\"RepoTags\":[\"tools:1\"]}");
            default -> new Answer(200, path.startsWith("/volumes") || path.startsWith("/system/df") ? "{}" : "[]");
        };
    }
}
