package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DaemonSetTemplateTest {
    private static final Path FOLDER = Path.of("src/test/resources/daemonset");
    private static final String MEND = "if it should be so: ./mvnw test -Dtest=DaemonSetTemplateTest -Dgolden.write";

    static Stream<String> cases() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("in-"))
                    .map(name -> name.substring("in-".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldBeTheGoldenFileWhenMadeFromThePolicy(String name) throws IOException {
        // Given
        CleanupPolicy policy = read("in-" + name);
        var settings = new AgentSettings(
                "registry.example.com/node-cleanup:0.1.0",
                "IfNotPresent",
                name.equals("full.yaml") ? List.of("pull-one", "pull-two") : List.of(),
                "node-cleanup-agent",
                List.of("/var/run/docker.sock"));
        Path golden = FOLDER.resolve("out-" + name);
        // When
        String desired = Serialization.asYaml(DaemonSetTemplate.desired(policy, settings, "node-cleanup"));
        // Then
        if (System.getProperty("golden.write") != null) {
            Files.writeString(golden, desired);
        }
        assertThat(golden).as(MEND).exists().hasContent(desired);
    }

    @Test
    void shouldBeTheSameWhenOnlyRulesDiffer() throws IOException {
        // Given
        CleanupPolicy bare = read("in-minimal.yaml");
        CleanupPolicy withRules = read("in-minimal.yaml");
        withRules.setSpec(Serialization.unmarshal("""
                        spec:
                          nodeSelector: {}
                          schedule: "@daily"
                          timeZone: Europe/Berlin
                          dryRun: true
                          suspend: true
                          images: {prune: Unused, unusedFor: 7d, keep: ["*:stable"]}
                          buildCache: {}
                        """, CleanupPolicy.class).getSpec());
        // When
        var desired = DaemonSetTemplate.desired(withRules, Samples.SETTINGS, "node-cleanup");
        // Then
        assertThat(desired).isEqualTo(DaemonSetTemplate.desired(bare, Samples.SETTINGS, "node-cleanup"));
    }

    private static CleanupPolicy read(String file) throws IOException {
        return Serialization.unmarshal(Files.readString(FOLDER.resolve(file)), CleanupPolicy.class);
    }
}
