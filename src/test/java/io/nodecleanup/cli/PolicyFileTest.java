package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecleanup.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
    private static final String HEAD =
            "apiVersion: nodecleanup.io/v1alpha1\nkind: CleanupPolicy\nmetadata: {name: p}\n";

    @TempDir
    private Path folder;

    @Test
    void shouldReadTheRulesWhenTheFileIsRight() throws IOException {
        // Given
        Path file = file(HEAD + "spec: {nodeSelector: {}, images: {}}\n");
        // When
        Policy policy = PolicyFile.read(file);
        // Then
        assertThat(policy.rules().images()).isPresent();
        assertThat(policy.rules().buildCache()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {nodeSelector: {}, images: {unusedfor: 1h}}|spec.images.unusedfor: Unrecognized field",
                "spec: {nodeSelector: {}, images: {unusedFor: 2 days}}|spec.images.unusedFor: \"2 days\": write a duration",
                "spec: {nodeSelector: {}, dryRun: perhaps}|spec.dryRun",
                "spec: {}|spec.nodeSelector",
                "spec: [|line",
            })
    void shouldNameTheFieldWhenItIsWrong(String spec, String expected) throws IOException {
        // Given
        Path file = file(HEAD + spec + "\n");
        // When, Then
        assertThatThrownBy(() -> PolicyFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void shouldSayWhatToWriteWhenItIsAnotherKind() throws IOException {
        // Given
        Path file = file("apiVersion: v1\nkind: Pod\n");
        // When, Then
        assertThatThrownBy(() -> PolicyFile.read(file))
                .hasMessageContaining("write apiVersion: nodecleanup.io/v1alpha1 and kind: CleanupPolicy");
    }

    @Test
    void shouldSaySoWhenThereIsNoFile() {
        // Given
        Path file = folder.resolve("none.yaml");
        // When, Then
        assertThatThrownBy(() -> PolicyFile.read(file)).hasMessageContaining("there is no such file");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), text);
    }
}
