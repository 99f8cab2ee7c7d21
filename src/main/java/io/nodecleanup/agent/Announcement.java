package io.nodecleanup.agent;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a run is on, once it has been on for ten seconds: a fleet's short runs are not worth two writes each. */
final class Announcement implements AutoCloseable {
    private static final Duration WORTH_SAYING = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    private final Runnable say;
    private Thread waiting;

    Announcement(Runnable say) {
        this.say = say;
    }

    void start() {
        waiting = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(WORTH_SAYING);
                say.run();
            } catch (InterruptedException e) {
                // The run was short.
                Thread.currentThread().interrupt();
            } catch (KubernetesClientException e) {
                LOG.warn("cannot report that a run is on: {}", e.getMessage());
            }
        });
    }

    /** Waits for a report that is under way, so that it does not overwrite the run's own. */
    @Override
    public void close() {
        waiting.interrupt();
        try {
            waiting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
