package io.nodecleanup.engine;

import com.github.dockerjava.api.exception.DockerException;
import io.nodecleanup.engine.RemovalOutcome.AlreadyGone;
import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.engine.RemovalOutcome.Removed;

/** What an engine answers when it is to remove a thing by id or name. */
final class RemovalAnswer {
    /** Of containers and volumes in use. */
    static final int CONFLICT = 409;

    /** Of networks in use or predefined. */
    static final int FORBIDDEN = 403;

    private static final int NOT_FOUND = 404;

    private RemovalAnswer() {}

    /**
     * Removes, and reads the answer.
     *
     * @param refusal the status by which an engine refuses to remove a thing of this kind
     * @throws DockerException for any other answer
     */
    static RemovalOutcome to(Runnable removal, int refusal) {
        try {
            removal.run();
            return new Removed();
        } catch (DockerException answer) {
            if (answer.getHttpStatus() == NOT_FOUND) {
                return new AlreadyGone();
            }
            if (answer.getHttpStatus() == refusal) {
                return new Refused(EngineErrors.sentence(answer));
            }
            throw answer;
        }
    }
}
