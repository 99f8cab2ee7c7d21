package io.nodecleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.prune.NamePattern;
import io.nodecleanup.prune.Rules.CacheRules;
import io.nodecleanup.prune.Rules.ImageRules;
import io.nodecleanup.prune.Selector;
import io.nodecleanup.prune.SomeRules;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
    @Test
    void shouldDeleteNothingWhenBlocksAreAbsent() {
        // Given
        CleanupPolicySpec spec = WrittenPolicy.spec("nodeSelector: {}");
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading).isInstanceOfSatisfying(Reading.Valid.class, valid -> {
            assertThat(valid.policy().rules().letNothingGo()).isTrue();
            assertThat(valid.policy().schedule()).isEmpty();
            assertThat(valid.policy().socket()).isEqualTo("/var/run/docker.sock");
        });
    }

    @Test
    void shouldFillInDefaultsWhenABlockIsEmpty() {
        // Given
        CleanupPolicySpec spec =
                WrittenPolicy.spec("nodeSelector: {}\nimages: {}\nbuildCache: {}\nengine: {sharedWithKubelet: Allow}");
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Valid.class,
                        valid -> assertThat(valid.policy().rules())
                                .isEqualTo(SomeRules.rules(
                                        new ImageRules(true, Duration.ofHours(24), 0, Selector.ALL, false),
                                        new CacheRules(false, Duration.ofHours(48), Optional.empty()))));
    }

    @Test
    void shouldReadRulesWhenWritten() {
        // Given
        CleanupPolicySpec spec = WrittenPolicy.spec("""
                nodeSelector: {}
                schedule: 0 3 * * 0
                timeZone: Europe/Berlin
                startingDeadline: 1h30m
                images: {prune: Unused, unusedFor: 7d, keep: ['*:stable']}
                buildCache: {prune: None, unusedFor: 0s}
                engine: {sharedWithKubelet: Allow}
                """);
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading).isInstanceOfSatisfying(Reading.Valid.class, valid -> {
            assertThat(valid.policy().rules())
                    .isEqualTo(SomeRules.rules(
                            new ImageRules(false, Duration.ofDays(7), 0, Selector.ALL, false),
                            new NamePattern("*:stable")));
            assertThat(valid.policy().startingDeadline()).isEqualTo(Duration.ofMinutes(90));
        });
    }

    @Test
    void shouldKeepByNameWhenNoImageMayGo() {
        // Given
        CleanupPolicySpec spec = WrittenPolicy.spec("nodeSelector: {}\nimages: {prune: None, keep: ['base/*']}");
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading).isInstanceOfSatisfying(Reading.Valid.class, valid -> {
            assertThat(valid.policy().rules().keptImages()).containsExactly(new NamePattern("base/*"));
            assertThat(valid.policy().rules().letNothingGo()).isTrue();
        });
    }

    @Test
    void shouldNameEveryFieldWhenSeveralAreWrong() {
        // Given
        CleanupPolicySpec spec = WrittenPolicy.spec("""
                nodeSelector: {}
                schedule: 99 3 * * *
                timeZone: Europe/Berlinn
                startingDeadline: 2 days
                spread: 1m1h
                deadline: 11y
                images: {prune: all, unusedFor: -1h, keep: [a b]}
                buildCache: {prune: Some, unusedFor: 3653d}
                engine: {socket: docker.sock}
                """);
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
        CleanupPolicySpec spec = WrittenPolicy.spec("nodeSelector: {}\nschedule: 99 3 * * *");
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
        CleanupPolicySpec spec = WrittenPolicy.spec("nodeSelector: {}\nengine: {socket: /var/run/../docker.sock}");
        // When
        Reading reading = PolicyReader.read(spec);
        // Then
        assertThat(reading).isInstanceOf(Reading.Invalid.class);
    }

    @Test
    void shouldSayWhatIsMissingWhenThereIsNoSelector() {
        // Given
        CleanupPolicySpec spec = WrittenPolicy.spec("schedule: '@daily'");
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
}
