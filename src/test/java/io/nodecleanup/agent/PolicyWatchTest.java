package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.operator.TestCluster;
import io.nodecleanup.policy.WrittenPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a real API server, with the rights that agents are shipped with. */
@Tag("apiserver")
class PolicyWatchTest {
    private static final String AGENT = "node-cleanup-agent";
    private static final Path SOCKET =
            Path.of(WrittenPolicy.spec("nodeSelector: {}").engine().socket());
    private static KubernetesClient admin;

    private final SteppingClock clock = new SteppingClock();
    private final AtomicInteger wakes = new AtomicInteger();
    private KubernetesClient client;
    private CleanupPolicy policy;

    @BeforeAll
    static void install() {
        admin = TestCluster.ready();
    }

    @AfterAll
    static void close() {
        admin.close();
    }

    @BeforeEach
    void create() {
        client = TestCluster.as(AGENT);
        var wanted = new CleanupPolicy();
        wanted.setMetadata(new ObjectMetaBuilder().withName("watched").build());
        wanted.setSpec(spec(false));
        policy = admin.resource(wanted).create();
    }

    @AfterEach
    void delete() {
        admin.resource(policy).delete();
        client.close();
    }

    @Test
    void shouldSeeThePolicyWhenItIsThere() {
        // Given
        try (var watch = watch(client, policy.getMetadata().getUid())) {
            // When
            Sighting sighting = watch.look();
            // Then
            assertThat(sighting)
                    .isInstanceOfSatisfying(
                            Sighting.Seen.class,
                            seen -> assertThat(seen.policy().getSpec()).isEqualTo(policy.getSpec()));
        }
    }

    @Test
    void shouldBeGoneWhenAnotherPolicyHasItsName() {
        // Given
        try (var watch = watch(client, "uid-of-an-earlier-one")) {
            // When
            Sighting sighting = watch.look();
            // Then
            assertThat(sighting).isInstanceOf(Sighting.Gone.class);
        }
    }

    @Test
    void shouldBeGoneAndWakeWhenThePolicyIsDeleted() {
        // Given
        try (var watch = watch(client, policy.getMetadata().getUid())) {
            watch.look();
            // When
            admin.resource(policy).delete();
            // Then
            await().until(() -> wakes.get() > 0);
            await().untilAsserted(() -> assertThat(watch.look()).isInstanceOf(Sighting.Gone.class));
        }
    }

    @Test
    void shouldBeGoneWhenTheRightsAreTakenAwayThoughTheWatchGoesOn() {
        // Given
        ClusterRoleBinding binding =
                admin.rbac().clusterRoleBindings().withName(AGENT).get();
        try (var watch = watch(client, policy.getMetadata().getUid())) {
            watch.look();
            // When
            admin.resource(binding).delete();
            // Then
            await().untilAsserted(() -> assertThat(watch.confirm()).isInstanceOf(Sighting.Gone.class));
        } finally {
            binding.getMetadata().setResourceVersion(null);
            admin.resource(binding).create();
            await().until(() ->
                    client.resources(CleanupPolicy.class).withName("watched").get() != null);
        }
    }

    @Test
    void shouldServeNoPolicyThatNamesAnotherSocket() {
        // Given
        Path other = Path.of("/run/other.sock");
        try (var watch = new PolicyWatch(
                client,
                new AgentIdentity("watched", policy.getMetadata().getUid(), "node-1"),
                other,
                clock,
                wakes::incrementAndGet)) {
            // When
            Sighting sighting = watch.look();
            // Then
            assertThat(sighting)
                    .isInstanceOfSatisfying(
                            Sighting.Broken.class,
                            broken -> assertThat(broken.why())
                                    .contains("spec.engine.socket", SOCKET.toString(), other.toString()));
        }
    }

    @Test
    void shouldWakeWhenTheSpecChangesButNotWhenTheStatusDoes() {
        // Given
        try (var watch = watch(client, policy.getMetadata().getUid())) {
            watch.look();
            policy.setStatus(new CleanupPolicyStatus(1L, null, "on request", null, null, null, null, null, null, null));
            admin.resource(policy).patchStatus();
            // When
            admin.resources(CleanupPolicy.class).withName("watched").edit(p -> {
                p.setSpec(spec(true));
                return p;
            });
            // Then
            await().until(() -> wakes.get() > 0);
            assertThat(wakes).hasValue(1);
        }
    }

    @Test
    void shouldHoldTheLastPolicyForADayWhenTheApiServerIsAway() throws IOException {
        // Given
        var server = TestCluster.server();
        var relay = new Relay(server.getHost(), server.getPort());
        try (KubernetesClient relayed = TestCluster.as(AGENT, "https://127.0.0.1:" + relay.port());
                var watch = watch(relayed, policy.getMetadata().getUid())) {
            relayed.getConfiguration().setRequestRetryBackoffLimit(0);
            Sighting seen = watch.look();
            // When
            relay.close();
            // Then
            clock.advance(Duration.ofHours(23));
            assertThat(watch.confirm()).isEqualTo(seen);
            clock.advance(Duration.ofHours(2));
            assertThat(watch.confirm()).isInstanceOf(Sighting.Away.class);
        } finally {
            relay.close();
        }
    }

    private PolicyWatch watch(KubernetesClient with, String uid) {
        return new PolicyWatch(
                with, new AgentIdentity("watched", uid, "node-1"), SOCKET, clock, wakes::incrementAndGet);
    }

    private static CleanupPolicySpec spec(boolean dryRun) {
        return WrittenPolicy.spec("nodeSelector: {}\ndryRun: " + dryRun);
    }

    private static final class SteppingClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

        void advance(Duration step) {
            now = now.plus(step);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("no test asks for a zone");
        }
    }
}
