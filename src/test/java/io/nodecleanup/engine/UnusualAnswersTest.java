package io.nodecleanup.engine;

import static io.nodecleanup.prune.Things.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecleanup.engine.ScriptedEngine.Answer;
import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What engines answer once in a while, and nobody can make them. */
class UnusualAnswersTest {
    @Test
    void shouldTellWhichNamesAreGoneWhenTheEngineFailsBeforeTheLast() throws IOException {
        try (ScriptedEngine engine = new ScriptedEngine(UnusualAnswersTest::busyLayer);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // When
            EngineException thrown =
                    catchThrowableOfType(EngineException.class, () -> port.removeImage(image("aaa", "app:1", "app:2")));

            // Then
            assertThat(thrown).hasMessageEndingWith("500 the layer is busy; already removed: app:2");
        }
    }

    private static Answer busyLayer(String request) {
        if (request.startsWith("GET /v1.51/containers/")) {
            return new Answer(200, "[]");
        }
        if (request.startsWith("DELETE ")) {
            return request.contains("sha256:aaa")
                    ? new Answer(500, "{\"message\":\"the layer is busy\"}")
                    : new Answer(200, "[{\"Untagged\":\"app:1\"}]");
        }
        return new Answer(200, "{\"Id\":\"sha256:aaa\",\"RepoTags\":[\"app:1\",\"app:2\"]}");
    }

    @Test
    void shouldTakeTheTimeOfARecordAsTheEngineTellsItHoweverOld() throws IOException {
        String imported = """
                {"BuildCache":[{"ID":"a","Type":"regular","Description":"d","InUse":false,"Shared":false,"Size":1,\
                "CreatedAt":"0001-01-01T00:00:00Z","LastUsedAt":null,"UsageCount":0}]}""";
        try (ScriptedEngine engine = new ScriptedEngine(request -> new Answer(200, imported));
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // When
            List<CacheRecord> records = port.cacheRecords();

            // Then
            assertThat(records).extracting(CacheRecord::created).containsExactly(Instant.parse("0001-01-01T00:00:00Z"));
        }
    }
}
