package io.nodecleanup.engine;

import java.nio.file.Path;
import java.time.Duration;

/** Engines that are not waited for as long as real agents do. */
public final class ImpatientEngine {
    private ImpatientEngine() {}

    /**
     * The engine behind a socket.
     *
     * @param limit of looks and of the removal of images; other calls have the usual time
     */
    public static DockerJavaEngine open(Path socket, Duration limit) {
        Limits usual = Limits.GENEROUS;
        return new DockerJavaEngine(
                socket,
                new Limits(
                        limit,
                        usual.list(),
                        usual.inspect(),
                        usual.diskUsage(),
                        limit,
                        usual.containerRemoval(),
                        usual.volumeRemoval(),
                        usual.networkRemoval(),
                        usual.recordRemoval()));
    }
}
