package io.nodecleanup.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodecleanup.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
    private static final Path FOLDER = Path.of("deploy/samples");

    /** Those that are not a policy each. */
    private static final List<String> OTHERS = List.of("dind-sidecar.yaml", "node-cleanup.service");

    static List<Path> samples() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> !OTHERS.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldBeAValidPolicyOfItsFilesNameWhenRead(Path file) {
        // Given
        var sample = Yaml.file(file);
        // When
        Policy policy = Policies.read(sample);
        // Then
        assertThat(sample.at("/metadata/name").asText() + ".yaml")
                .isEqualTo(file.getFileName().toString());
        assertThat(policy.rules().letNothingGo()).as("it prunes nothing").isFalse();
    }

    @Test
    void shouldFailWhenASampleHasAFieldThatTheApiDoesNotKnow() {
        // Given
        var sample = (ObjectNode) Yaml.file(FOLDER.resolve("try-it.yaml"));
        sample.withObjectProperty("spec").withObjectProperty("images").put("unusedfor", "1h");
        // When, Then
        assertThatThrownBy(() -> Policies.read(sample)).hasMessageContaining("unusedfor");
    }

    @Test
    void shouldTakeAllThatIsNotInUseWhenTheDeepCleanIsRead() {
        // Given
        var sample = Yaml.file(FOLDER.resolve("weekly-deep-clean.yaml"));
        // When
        Policy policy = Policies.read(sample);
        // Then
        assertThat(policy.rules().images()).hasValueSatisfying(images -> {
            assertThat(images.danglingOnly()).isFalse();
            assertThat(images.unusedFor()).isEqualTo(Duration.ZERO);
        });
        assertThat(policy.rules().buildCache()).hasValueSatisfying(cache -> {
            assertThat(cache.danglingOnly()).isFalse();
            assertThat(cache.unusedFor()).isEqualTo(Duration.ZERO);
        });
    }

    @Test
    void shouldDeleteNothingAndWaitForARequestWhenTryItIsRead() {
        // Given
        var sample = Yaml.file(FOLDER.resolve("try-it.yaml"));
        // When
        Policy policy = Policies.read(sample);
        // Then
        assertThat(policy.dryRun()).isTrue();
        assertThat(policy.schedule()).isEmpty();
    }
}
