package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePolicyTest {
    private static final String HEAD = "apiVersion: nodecleanup.io/v1alpha1\nkind: CleanupPolicy\n";

    @TempDir
    private Path folder;

    @Test
    void shouldBeANewGenerationWhenTheTextChangesAndOnlyThen() throws IOException {
        // Given
        write(HEAD + "spec: {nodeSelector: {}}\n");
        FilePolicy policy = policy(Optional.empty());
        long first = seen(policy).getMetadata().getGeneration();
        long again = seen(policy).getMetadata().getGeneration();
        // When
        write(HEAD + "spec: {nodeSelector: {}, suspend: true}\n");
        // Then
        CleanupPolicy changed = seen(policy);
        assertThat(again).isEqualTo(first);
        assertThat(changed.getMetadata().getGeneration()).isGreaterThan(first);
        assertThat(changed.getSpec().suspend()).isTrue();
    }

    @Test
    void shouldBeNoNewGenerationWhenItIsAsBrokenAsBefore() throws IOException {
        // Given
        write(HEAD + "spec: [\n");
        FilePolicy policy = policy(Optional.empty());
        long first = broken(policy);
        // When
        long again = broken(policy);
        // Then
        assertThat(again).isEqualTo(first);
    }

    @Test
    void shouldAskForARunWhenTheFileForThatIsTouched() throws IOException {
        // Given
        write(HEAD + "spec: {nodeSelector: {}}\n");
        FilePolicy policy = policy(Optional.empty());
        Optional<String> before = seen(policy).runRequest();
        // When
        Files.createFile(folder.resolve("run"));
        // Then
        assertThat(before).isEmpty();
        assertThat(seen(policy).runRequest()).isPresent();
        assertThat(policy.howToRequest()).isEqualTo("touch " + folder.resolve("run"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: [|line",
                "spec: {images: {unusedfor: 1h}}|spec.images.unusedfor: Unrecognized field",
                "metadata: {labels: 1}|metadata",
                "spec: {nodeSelector: {}, engine: {socket: /run/other.sock}}|spec.engine.socket: \"/run/other.sock\": this agent serves /run/docker.sock",
            })
    void shouldSayWhatIsWrongWhenItCannotBeGoneBy(String text, String expected) throws IOException {
        // Given
        write(HEAD + text + "\n");
        // When
        Sighting sighting = policy(Optional.of("/run/docker.sock")).look();
        // Then
        assertThat(((Sighting.Broken) sighting).why()).startsWith(file() + ": ").contains(expected);
    }

    @Test
    void shouldSaySoWhenThereIsNoFile() {
        // Given
        FilePolicy policy = policy(Optional.empty());
        // When
        Sighting sighting = policy.look();
        // Then
        assertThat(((Sighting.Broken) sighting).why()).isEqualTo(file() + ": there is no such file");
    }

    private static CleanupPolicy seen(FilePolicy policy) {
        return ((Sighting.Seen) policy.look()).policy();
    }

    private static long broken(FilePolicy policy) {
        return ((Sighting.Broken) policy.look()).policy().getMetadata().getGeneration();
    }

    private FilePolicy policy(Optional<String> socket) {
        return new FilePolicy(file(), folder.resolve("run"), socket);
    }

    private Path file() {
        return folder.resolve("policy.yaml");
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }
}
