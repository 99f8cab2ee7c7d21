package io.nodecleanup.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's one policy, by name. A watch tells of changes at once; asking again tells what a watch cannot: that the agent's rights, or
 * the policy it was made for, are gone. With the API server away the last policy seen holds for 24 hours.
 */
final class PolicyWatch implements PolicySource {
    /** How long the last policy seen is good for while the API server is away. */
    static final Duration LAST_SEEN_HOLDS = Duration.ofHours(24);

    /** A fleet's idle agents must not all ask twice a minute. */
    private static final Duration ASK_EVERY = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    private final KubernetesClient client;
    private final AgentIdentity identity;
    private final String socket;
    private final Clock clock;
    private final Runnable changed;
    private Watch watch;
    private Sighting.Seen lastSeen;
    private Instant lastSeenAt;
    private boolean changeTold;

    /**
     * @param socket of the engine that the agent serves; a policy that names another waits for an agent made for that
     * @param changed called, from another thread, whenever it is worth asking again
     */
    PolicyWatch(KubernetesClient client, AgentIdentity identity, Path socket, Clock clock, Runnable changed) {
        this.client = client;
        this.identity = identity;
        this.socket = socket.toString();
        this.clock = clock;
        this.changed = changed;
    }

    /** The policy as the watch knows it; asks when the watch has told of a change, is broken, or has said nothing for long. */
    @Override
    public synchronized Sighting look() {
        boolean known = lastSeen != null && !changeTold && watch != null;
        return known && lastSeenAt.plus(ASK_EVERY).isAfter(clock.instant()) ? lastSeen : confirm();
    }

    /** Asks the API server. Away only if the last policy seen no longer holds. */
    @Override
    public synchronized Sighting confirm() {
        changeTold = false;
        Sighting sighting = ask();
        switch (sighting) {
            case Sighting.Seen seen -> {
                lastSeen = seen;
                lastSeenAt = clock.instant();
                ensureWatch();
            }
            case Sighting.Gone gone -> lastSeen = null;
            case Sighting.Broken broken -> lastSeen = null;
            case Sighting.Away away -> {
                if (lastSeen != null && lastSeenAt.plus(LAST_SEEN_HOLDS).isAfter(clock.instant())) {
                    return lastSeen;
                }
            }
        }
        return sighting;
    }

    @Override
    public String howToRequest() {
        return "annotate the policy with " + CleanupPolicy.RUN_REQUEST;
    }

    private Sighting ask() {
        CleanupPolicy policy;
        try {
            policy = client.resources(CleanupPolicy.class)
                    .withName(identity.policyName())
                    .get();
        } catch (KubernetesClientException e) {
            // fabric8: no code at all for a transport error.
            boolean away = e.getCode() <= 0 || e.getCode() >= 500 || e.getCode() == 429;
            String cause = e.getCause() == null ? e.getMessage() : e.getMessage() + " " + e.getCause();
            String why = "cannot read CleanupPolicy " + identity.policyName() + ": " + cause;
            return away ? new Sighting.Away(why) : new Sighting.Gone(why);
        }
        if (policy == null) {
            return new Sighting.Gone("CleanupPolicy " + identity.policyName() + " is deleted");
        }
        if (policy.isMarkedForDeletion()) {
            return new Sighting.Gone("CleanupPolicy " + identity.policyName() + " is being deleted");
        }
        if (!identity.policyUid().equals(policy.getMetadata().getUid())) {
            return new Sighting.Gone(
                    "CleanupPolicy " + identity.policyName() + " is another one than this agent was made for");
        }
        // Rules for one engine must not be carried out at another while the operator has yet to replace the agent.
        String wanted =
                policy.getSpec() == null ? socket : policy.getSpec().engine().socket();
        return wanted.equals(socket)
                ? new Sighting.Seen(policy)
                : new Sighting.Broken(
                        policy,
                        "spec.engine.socket: \"" + wanted + "\": this agent serves " + socket
                                + " until the operator replaces it, and runs nothing");
    }

    private void ensureWatch() {
        if (watch != null) {
            return;
        }
        try {
            watch = client.resources(CleanupPolicy.class)
                    .withName(identity.policyName())
                    .watch(new Watcher<CleanupPolicy>() {
                        @Override
                        public void eventReceived(Action action, CleanupPolicy policy) {
                            if (action == Action.DELETED || matters(policy)) {
                                tellOfChange();
                            }
                        }

                        @Override
                        public void onClose(WatcherException cause) {
                            forgetWatch();
                            tellOfChange();
                        }
                    });
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "cannot watch CleanupPolicy {}, asking every now and then instead: {}",
                    identity.policyName(),
                    e.getMessage());
        }
    }

    /** The operator's writes to the status come by here too; a fleet's agents must not all ask the API server each time. */
    private synchronized boolean matters(CleanupPolicy policy) {
        return lastSeen == null
                || policy.isMarkedForDeletion()
                || !policy.getMetadata().getUid().equals(identity.policyUid())
                || !policy.getMetadata()
                        .getGeneration()
                        .equals(lastSeen.policy().getMetadata().getGeneration())
                || !policy.runRequest().equals(lastSeen.policy().runRequest());
    }

    private void tellOfChange() {
        synchronized (this) {
            changeTold = true;
        }
        changed.run();
    }

    private synchronized void forgetWatch() {
        watch = null;
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
