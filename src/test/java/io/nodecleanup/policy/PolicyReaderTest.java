package io.nodecleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.BuildCacheSpec;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.EngineSpec;
import io.nodecleanup.api.v1alpha1.ImagesSpec;
import io.nodecleanup.prune.NamePattern;
import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ImageRules;
import io.nodecleanup.prune.Selector;
import io.nodecleanup.prune.Things;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
    @Test
    void shouldDeleteNothingWhenBlocksAreAbsent() {
        // Given
        CleanupPolicySpec spec = spec(null, "Etc/UTC", "1h", null, null);
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading).isInstanceOfSatisfying(Reading.Valid.class, valid -> {
            assertThat(valid.policy().rules()).isEqualTo(Things.rules());
            assertThat(valid.policy().schedule()).isEmpty();
            assertThat(valid.policy().socket()).isEqualTo("/var/run/docker.sock");
        });
    }

    @Test
    void shouldFillInDefaultsWhenABlockIsEmpty() {
        // Given
        CleanupPolicySpec spec = spec(
                null,
                "Etc/UTC",
                "1h",
                new ImagesSpec(null, null, null, 0, false, null),
                new BuildCacheSpec(null, null, null));
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Valid.class,
                        valid -> assertThat(valid.policy().rules())
                                .isEqualTo(Things.rules(
                                        new ImageRules(true, Duration.ofHours(24), List.of(), 0, Selector.ALL, false),
                                        new CacheRules(false, Duration.ofHours(48), Optional.empty()))));
    }

    @Test
    void shouldReadRulesWhenWritten() {
        // Given
        CleanupPolicySpec spec = spec(
                "0 3 * * 0",
                "Europe/Berlin",
                "1h30m",
                new ImagesSpec("Unused", "7d", List.of("*:stable"), 0, false, null),
                new BuildCacheSpec("None", "0s", null));
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading).isInstanceOfSatisfying(Reading.Valid.class, valid -> {
            assertThat(valid.policy().rules())
                    .isEqualTo(Things.rules(new ImageRules(
                            false, Duration.ofDays(7), List.of(new NamePattern("*:stable")), 0, Selector.ALL, false)));
            assertThat(valid.policy().startingDeadline()).isEqualTo(Duration.ofMinutes(90));
        });
    }

    @Test
    void shouldNameEveryFieldWhenSeveralAreWrong() {
        // Given
        CleanupPolicySpec spec = new CleanupPolicySpec(
                Map.of(),
                null,
                false,
                false,
                "99 3 * * *",
                "Europe/Berlinn",
                "2 days",
                "1m1h",
                "11y",
                new ImagesSpec("all", "-1h", List.of("a b"), 0, false, null),
                new BuildCacheSpec("Some", "3653d", null),
                new EngineSpec("docker.sock", null),
                null,
                null,
                null,
                null,
                null,
                null);
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading).isInstanceOfSatisfying(Reading.Invalid.class, invalid -> {
            assertThat(invalid.problems())
                    .extracting(Problem::field)
                    .containsExactlyInAnyOrder(
                            "spec.images.unusedFor",
                            "spec.images.keep[0]",
                            "spec.images.prune",
                            "spec.buildCache.unusedFor",
                            "spec.buildCache.prune",
                            "spec.timeZone",
                            "spec.schedule",
                            "spec.startingDeadline",
                            "spec.spread",
                            "spec.deadline",
                            "spec.engine.socket");
            assertThat(invalid.text())
                    .contains("spec.startingDeadline: \"2 days\": write a duration of w, d, h, m and s")
                    .contains("spec.images.prune: \"all\": write one of [Unused, Dangling, None]")
                    .contains("spec.timeZone: \"Europe/Berlinn\": write an IANA time zone");
        });
    }

    @Test
    void shouldSayWhereTheCronIsWrongWhenAFieldIsOutOfRange() {
        // Given
        CleanupPolicySpec spec = spec("99 3 * * *", "Etc/UTC", "1h", null, null);
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.text())
                                .startsWith("spec.schedule: \"99 3 * * *\": ")
                                .contains("99")
                                .contains("write five cron fields"));
    }

    @Test
    void shouldRefuseTraversalWhenTheSocketPathHasDots() {
        // Given
        CleanupPolicySpec spec = new CleanupPolicySpec(
                Map.of(),
                null,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new EngineSpec("/var/run/../docker.sock", null),
                null,
                null,
                null,
                null,
                null,
                null);
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading).isInstanceOf(Reading.Invalid.class);
    }

    @Test
    void shouldSayWhatIsMissingWhenThereIsNoSelector() {
        // Given
        CleanupPolicySpec spec = new CleanupPolicySpec(
                null, null, false, false, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.text())
                                .contains("spec.nodeSelector")
                                .contains("{} for every Linux node"));
    }

    private static CleanupPolicySpec spec(
            String schedule, String zone, String startingDeadline, ImagesSpec images, BuildCacheSpec cache) {
        return new CleanupPolicySpec(
                Map.of(),
                null,
                false,
                false,
                schedule,
                zone,
                startingDeadline,
                null,
                null,
                images,
                cache,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
