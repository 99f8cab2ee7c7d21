package io.nodecleanup.operator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** What Quarkus injects into the reconciler, and how its Kubernetes client is set up. */
final class OperatorBeans {
    private OperatorBeans() {}

    /** The plain values that the reconciler takes. */
    @ApplicationScoped
    static class Values {
        @Produces
        @Singleton
        AgentSettings agentSettings(OperatorSettings settings) {
            var agent = settings.agent();
            return new AgentSettings(
                    agent.image(),
                    agent.imagePullPolicy(),
                    agent.imagePullSecrets().orElse(List.of()),
                    agent.serviceAccount(),
                    settings.allowedSockets());
        }

        @Produces
        @Singleton
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** A field that a newer version has written would else stop the operator: "Unrecognized field … Operator will be stopped". */
    @Singleton
    static class UnknownFieldsPass implements KubernetesClientObjectMapperCustomizer {
        @Override
        public void customize(ObjectMapper mapper) {
            mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        }
    }

    /** Lists come as a stream of single objects: the list of 5,000 NodeCleanups is one body of 30 MB else. */
    @Singleton
    static class ListsAreStreamed implements KubernetesConfigCustomizer {
        @Override
        public void customize(Config config) {
            config.setWatchList(true);
        }
    }
}
