package io.nodecleanup.prune;

import io.nodecleanup.prune.Rules.NetworkRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rules say of each network. */
final class NetworkVerdicts {
    /** The engine makes these itself, and refuses to remove them. */
    private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");
    /** Joins the containers of a Swarm node with its physical network; of scope local. */
    private static final String SWARM_BRIDGE = "docker_gwbridge";

    private NetworkVerdicts() {}

    /**
     * @param staying the containers that are not to go before, stopped ones too: those could not start any more without their network
     */
    static Verdicts<Network> of(List<Container> staying, NetworkRules rules, LastUse lastUse, Instant now) {
        Map<String, String> containerByWritten = new LinkedHashMap<>();
        for (Container container : staying) {
            container.networks().forEach(written -> containerByWritten.putIfAbsent(written, container.name()));
        }
        List<Check<Network>> checks = new ArrayList<>();
        checks.add(Check.that(
                network -> PREDEFINED.contains(network.name()),
                NetworkReason.Predefined::new,
                "the engine",
                "somebody made it"));
        checks.add(Check.that(NetworkVerdicts::isSwarms, NetworkReason.OfSwarm::new, "Swarm", "not Swarm's"));
        checks.add(Check.that(
                Network::configOnly, NetworkReason.ConfigOnly::new, "settings", "holds none for other networks"));
        checks.add(new Check<>(
                "containers",
                network -> containerByWritten.entrySet().stream()
                        .filter(entry -> network.isMeantBy(entry.getKey()))
                        .<Reason.Stays>map(entry -> new Reason.UsedByContainer(entry.getValue()))
                        .findFirst(),
                network -> "no container that stays names it"));
        checks.add(Check.that(
                network -> Owners.isKubernetes(network.labels()),
                Reason.OfKubernetes::new,
                "Kubernetes",
                "has no labels of it"));
        if (!rules.selector().equals(Selector.ALL)) {
            checks.add(Check.selector("networks", rules.selector(), Network::labels));
        }
        return new Verdicts<>(
                checks,
                AgeRule.named("networks.unusedFor", rules.unusedFor()),
                network -> AgeRule.weigh(lastUse.of(network), rules.unusedFor(), now));
    }

    private static boolean isSwarms(Network network) {
        return network.ingress()
                || !network.scope().equals("local")
                || network.name().equals(SWARM_BRIDGE);
    }
}
