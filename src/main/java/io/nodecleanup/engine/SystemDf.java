package io.nodecleanup.engine;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.time.Duration;

/** {@code GET /system/df}. Raw, since docker-java has no such command. */
final class SystemDf {
    /** 20.10 answers 500 with this to a second one at a time; the first may take minutes, so the deadline of the call ends the waiting. */
    private static final String BUSY = "disk usage operation is already running";

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private SystemDf() {}

    static void readAll(EngineHttp http, Json.Field section) throws IOException, InterruptedException {
        read(http, "/system/df", section);
    }

    /** The build cache alone, which is fast; but an engine below API 1.42 does not know the parameter and answers with all. */
    static void readBuildCache(EngineHttp http, Json.Field section) throws IOException, InterruptedException {
        read(http, "/system/df?type=build-cache", section);
    }

    private static void read(EngineHttp http, String path, Json.Field section)
            throws IOException, InterruptedException {
        Busy.await(
                PAUSE,
                SystemDf::isBusy,
                () -> http.get(path, json -> {
                    Json.object(json, section);
                    return true;
                }));
    }

    private static boolean isBusy(DockerException e) {
        return e.getHttpStatus() == 500 && e.getMessage().contains(BUSY);
    }
}
