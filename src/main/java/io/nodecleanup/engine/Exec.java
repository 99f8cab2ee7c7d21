package io.nodecleanup.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.nodecleanup.engine.EngineException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A program run inside a container, as {@code docker exec} does. */
final class Exec {
    /** 100,000 records of a builder's cache are as much. */
    private static final int LONGEST_OUTPUT = 16 * 1024 * 1024;

    private static final int LONGEST_ERROR = 64 * 1024;

    private Exec() {}

    /**
     * Runs it to its end.
     *
     * @return what it wrote to its standard output
     * @throws EngineException if it ended with another status than 0, with the last line that it wrote to its standard error, or if it wrote
     *     more than anyone should read
     */
    static String run(DockerClient docker, String containerId, String... command)
            throws IOException, InterruptedException {
        String id = docker.execCreateCmd(containerId)
                .withCmd(command)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        try (Output output = new Output()) {
            docker.execStartCmd(id).exec(output).awaitCompletion();
            if (output.isTooLong) {
                throw new EngineException(Kind.FAILED, command[0] + " wrote more than 16 MiB", null);
            }
            Long status = docker.inspectExecCmd(id).exec().getExitCodeLong();
            if (status == null || status != 0) {
                throw new EngineException(
                        Kind.FAILED,
                        "%s %s ended with status %s: %s".formatted(command[0], command[1], status, output.lastError()),
                        null);
            }
            return output.out.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Output extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream error = new ByteArrayOutputStream();
        private volatile boolean isTooLong;

        @Override
        public void onNext(Frame frame) {
            byte[] bytes = frame.getPayload();
            if (frame.getStreamType() == StreamType.STDERR) {
                error.write(bytes, 0, Math.min(bytes.length, Math.max(0, LONGEST_ERROR - error.size())));
            } else if (out.size() + bytes.length <= LONGEST_OUTPUT) {
                out.write(bytes, 0, bytes.length);
            } else {
                isTooLong = true;
                onComplete();
            }
        }

        /** The program says there what is wrong; before it, and to its standard output, it may explain how it is to be called. */
        String lastError() {
            String text = error.toString(StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                text = out.toString(StandardCharsets.UTF_8).strip();
            }
            return EngineErrors.bounded(text.substring(text.lastIndexOf('\n') + 1));
        }
    }
}
