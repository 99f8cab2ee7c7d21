package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.NetworkRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the rules say of each network. */
final class NetworkVerdicts {
    /** The engine makes these itself, and refuses to remove them. */
    private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");
    /** Joins the containers of a Swarm node with its physical network; of scope local. */
    private static final String SWARM_BRIDGE = "docker_gwbridge";

    private final NetworkRules rules;
    private final LastUse lastUse;
    private final Instant now;
    private final Map<String, String> containerByWritten = new LinkedHashMap<>();

    /**
     * @param staying the containers that are not to go before, stopped ones too: those could not start any more without their network
     */
    NetworkVerdicts(List<Container> staying, NetworkRules rules, LastUse lastUse, Instant now) {
        this.rules = rules;
        this.lastUse = lastUse;
        this.now = now;
        for (Container container : staying) {
            container.networks().forEach(written -> containerByWritten.putIfAbsent(written, container.name()));
        }
    }

    Reason of(Network network) {
        if (PREDEFINED.contains(network.name())) {
            return new Reason.Predefined();
        }
        if (network.ingress()
                || !network.scope().equals("local")
                || network.name().equals(SWARM_BRIDGE)) {
            return new Reason.OfSwarm();
        }
        if (network.configOnly()) {
            return new Reason.ConfigOnly();
        }
        Optional<String> container = containerByWritten.entrySet().stream()
                .filter(entry -> network.isMeantBy(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (container.isPresent()) {
            return new Reason.UsedByContainer(container.get());
        }
        if (Owners.isKubernetes(network.labels())) {
            return new Reason.OfKubernetes();
        }
        return AgeRule.weigh(lastUse.of(network), rules.unusedFor(), now);
    }
}
