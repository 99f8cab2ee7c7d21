package io.nodecleanup.prune;

import static io.nodecleanup.prune.Attachments.network;
import static io.nodecleanup.prune.Attachments.volume;
import static io.nodecleanup.prune.Things.container;
import static io.nodecleanup.prune.Things.image;
import static io.nodecleanup.prune.Things.inventory;
import static io.nodecleanup.prune.Things.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupTest {
    private static final Image HEX = new Image(
            "sha256:abc123",
            List.of("nginx:latest", "registry.example.com/app:1"),
            List.of("nginx@sha256:feed"),
            1,
            0,
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final Inventory INVENTORY = inventory(
            HEX,
            image("two", "registry.example.com/app:2"),
            container("web", HEX),
            record("k3jabc"),
            record("k3jxyz"),
            volume("data"),
            volume("web"),
            network("net"));

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx:latest (+1)",
        "nginx:latest, nginx:latest (+1)",
        "docker.io/library/nginx:latest, nginx:latest (+1)",
        "nginx@sha256:feed, nginx:latest (+1)",
        "sha256:abc123, nginx:latest (+1)",
        "abc, nginx:latest (+1)",
        "registry.example.com/app:2, registry.example.com/app:2",
        "registry.example.com/app, nginx:latest (+1)|registry.example.com/app:2",
        "web, web|web",
        "c-we, web",
        "k3jabc, step k3jabc",
        "k3j, step k3jabc|step k3jxyz",
        "data, data",
        "net, net",
        "nothing, ''",
    })
    void shouldFindWhatAPersonMeansWhenItIsWritten(String written, String expected) {
        // Given, When
        List<Prunable> found = Lookup.find(INVENTORY, written);
        // Then
        assertThat(String.join("|", found.stream().map(Prunable::displayName).toList()))
                .isEqualTo(expected);
    }
}
