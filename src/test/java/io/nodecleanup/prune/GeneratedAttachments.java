package io.nodecleanup.prune;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Volumes and networks of all sorts, and how containers may name the latter. */
record GeneratedAttachments(Random random) {
    List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        for (int i = 0; i < random.nextInt(10); i++) {
            volumes.add(new Volume(
                    (random.nextInt(8) == 0 ? "buildx_buildkit_builder" : "volume") + i,
                    random.nextInt(8) == 0 ? "nfs" : "local",
                    random.nextInt(8) == 0,
                    random.nextBoolean(),
                    random.nextBoolean() ? Map.of("stage", "ci") : Map.of(),
                    random.nextInt(1_000),
                    Optional.of(time()).filter(t -> random.nextInt(8) > 0)));
        }
        return volumes;
    }

    List<Network> networks() {
        List<Network> networks = new ArrayList<>();
        List<String> predefined = List.of("bridge", "host", "none", "docker_gwbridge");
        for (int i = 0; i < random.nextInt(10); i++) {
            networks.add(new Network(
                    "%064x".formatted(random.nextLong()),
                    // Two may have one name.
                    random.nextInt(4) == 0 ? predefined.get(random.nextInt(4)) : "network" + random.nextInt(8),
                    random.nextInt(8) == 0 ? "swarm" : "local",
                    random.nextInt(8) == 0,
                    random.nextInt(8) == 0,
                    random.nextBoolean() ? Map.of("stage", "ci") : Map.of(),
                    Optional.of(time()).filter(t -> random.nextInt(8) > 0)));
        }
        return networks;
    }

    /** Names, ids or beginnings of ids of some of the networks. */
    static List<String> written(List<Network> networks, Random random) {
        List<String> written = new ArrayList<>();
        for (Network network : networks) {
            switch (random.nextInt(12)) {
                case 0 -> written.add(network.name());
                case 1 -> written.add(network.id());
                case 2 -> written.add(network.id().substring(0, 60));
                default -> {}
            }
        }
        return written;
    }

    private Instant time() {
        return Things.NOW.minus(Duration.ofMinutes(random.nextInt(6_000)));
    }
}
