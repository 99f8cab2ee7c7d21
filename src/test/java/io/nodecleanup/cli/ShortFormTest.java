package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecleanup.policy.Policy;
import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ContainerRules;
import io.nodecleanup.prune.Rules.ImageRules;
import io.nodecleanup.prune.Rules.VolumeRules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortFormTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void shouldTakeDanglingThingsOfAnyAgeWhenThereAreNoWords() {
        // Given, When
        Policy policy = policy(words(false));
        // Then
        ImageRules images = policy.rules().images().orElseThrow();
        CacheRules cache = policy.rules().buildCache().orElseThrow();
        ContainerRules containers = policy.rules().containers().orElseThrow();
        assertThat(images.danglingOnly()).isTrue();
        assertThat(cache.danglingOnly()).isTrue();
        assertThat(List.of(
                        images.unusedFor(),
                        cache.unusedFor(),
                        containers.exitedFor(),
                        policy.rules().networks().orElseThrow().unusedFor()))
                .containsOnly(Duration.ZERO);
        assertThat(policy.rules().volumes()).isEmpty();
        assertThat(policy.dryRun()).isFalse();
    }

    @Test
    void shouldTakeAllThatIsUnusedWhenTheWordIsAll() {
        // Given, When
        Policy policy = policy(words(true));
        // Then
        assertThat(policy.rules().images().orElseThrow().danglingOnly()).isFalse();
        assertThat(policy.rules().buildCache().orElseThrow().danglingOnly()).isFalse();
    }

    @Test
    void shouldAskForTheAgeOfEverythingWhenThereIsUntil() {
        // Given, When
        Policy policy = policy(words(true, "until=1h30m"));
        // Then
        assertThat(List.of(
                        policy.rules().images().orElseThrow().unusedFor(),
                        policy.rules().buildCache().orElseThrow().unusedFor(),
                        policy.rules().containers().orElseThrow().exitedFor(),
                        policy.rules().networks().orElseThrow().unusedFor()))
                .containsOnly(Duration.ofMinutes(90));
    }

    @Test
    void shouldSaySoWhenAPointInTimeBecomesAnAge() {
        // Given, When
        ShortForm form = words(true, "until=2026-11-24T11:00:00.5Z");
        // Then
        assertThat(form.policy()).contains("unusedFor: 1h\n");
        assertThat(form.notes())
                .anyMatch(note -> note.contains("until is the age that 2026-11-24T11:00:00.500Z has now"));
    }

    @ParameterizedTest
    @CsvSource({
        "label=team, '', false",
        "label=team, team=ci, true",
        "label=team=ci, team=ci, true",
        "label=team=ci, team=web, false",
        "label!=team, '', true",
        "label!=team, team=ci, false",
        "label!=team=ci, team=web, true",
        "label!=team=ci, '', true",
        "label!=team=ci, team=ci, false",
        "label=team=, team=ci, false",
        "label=team=, team=, true",
        "LABEL = team=a=b, team=a=b, true",
    })
    void shouldSelectByLabelsAsDockerDescribesItsFilters(String filter, String label, boolean selected) {
        // Given
        int equals = label.indexOf('=');
        Map<String, String> labels =
                equals < 0 ? Map.of() : Map.of(label.substring(0, equals), label.substring(equals + 1));
        // When
        Policy policy = policy(words(true, filter));
        // Then
        assertThat(policy.rules().images().orElseThrow().selector().selects(labels))
                .isEqualTo(selected);
        assertThat(policy.rules().containers().orElseThrow().selector().selects(labels))
                .isEqualTo(selected);
        assertThat(policy.rules().networks().orElseThrow().selector().selects(labels))
                .isEqualTo(selected);
    }

    @Test
    void shouldTakeAnonymousVolumesWithTheLabelWhenTheWordIsVolumes() {
        // Given, When
        ShortForm form = ShortForm.of(true, true, List.of("label=team=ci"), NOW, ZoneOffset.UTC);
        // Then
        VolumeRules volumes = policy(form).rules().volumes().orElseThrow();
        assertThat(volumes.anonymousOnly()).isTrue();
        assertThat(volumes.unusedFor()).isEqualTo(Duration.ZERO);
        assertThat(volumes.selector().selects(Map.of("team", "ci"))).isTrue();
        assertThat(volumes.selector().selects(Map.of())).isFalse();
    }

    @Test
    void shouldLeaveTheBuildCacheAndSaySoWhenThereIsALabel() {
        // Given, When
        ShortForm form = words(true, "label=team");
        // Then
        assertThat(policy(form).rules().buildCache()).isEmpty();
        assertThat(form.notes()).anyMatch(note -> note.startsWith("the build cache stays"));
    }

    @Test
    void shouldReadWhatItPrintsWhenAValueLooksLikeYaml() {
        // Given
        List<String> values =
                List.of("true", "1", "0x1f", "null", "a: b", "# c", "*d", "'", "\"", "- e", "~", "1e3", "no");
        for (String value : values) {
            // When
            Policy policy = policy(words(false, "label=key=" + value));
            // Then
            assertThat(policy.rules().images().orElseThrow().selector().selects(Map.of("key", value)))
                    .as(value)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dangling=true, write label=KEY",
        "until, write an age",
        "label, write the key of a label",
        "label==v, write the key of a label",
        "until=11y, write an age",
        "until=1970-01-01, at most ten years",
    })
    void shouldSayWhatToWriteWhenAFilterIsNone(String filter, String expected) {
        // Given, When, Then
        assertThatThrownBy(() -> policy(words(false, filter)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void shouldRefuseUntilTwiceOrWithVolumesAsDockerDoes() {
        // Given, When, Then
        assertThatThrownBy(() -> words(false, "until=1h", "until=2h")).hasMessageContaining("write it once");
        assertThatThrownBy(() -> ShortForm.of(false, true, List.of("until=1h"), NOW, ZoneOffset.UTC))
                .hasMessageContaining("--filter until does not go with --volumes");
    }

    private static ShortForm words(boolean all, String... filters) {
        return ShortForm.of(all, false, List.of(filters), NOW, ZoneOffset.UTC);
    }

    private static Policy policy(ShortForm form) {
        return PolicyFile.parse("words", form.policy());
    }
}
