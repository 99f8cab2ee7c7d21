package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodecleanup.engine.SmallDisk;
import io.nodecleanup.engine.TestEngine;
import io.nodecleanup.runner.EngineLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By a policy with marks, where the disk is above the high one. */
@Tag("engine")
class UnderPressureTest {
    private static final String ENGINE = "io.nodecleanup.engine.TestEngine#withContainerdStore";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource(ENGINE)
    void shouldShowInThePlanWhatMustGoAndThenRemoveNoMoreWhenTheDiskIsTooFull(TestEngine kind) throws IOException {
        try (var disk = new SmallDisk(kind)) {
            // Given
            disk.buildUntil(60);
            Path policy = policy(disk);
            Command plan = run(new PlanCommand(), disk, policy);
            JsonNode planned =
                    run(new PlanCommand(), disk, policy, "--output", "json").document();
            // When
            Command pruned = run(new PruneCommand(Optional::empty, Clock.systemUTC()), disk, policy, "--force");
            // Then
            assertThat(plan.out())
                    .startsWith("disk " + disk.path() + ": ")
                    .contains("under pressure: the least valuable first, ", " to come below low; eligible ");
            assertThat(planned.path("underPressure").asBoolean()).isTrue();
            assertThat(planned.path("remove"))
                    .isNotEmpty()
                    .allSatisfy(item -> assertThat(item.path("reason").asText()).isEqualTo("LeastValuable"));
            assertThat(planned.path("keep"))
                    .anySatisfy(item -> assertThat(item.path("reason").asText()).isEqualTo("EnoughGone"));
            assertThat(pruned.exitCode()).isZero();
            assertThat(disk.usedPercent()).isBetween(20, 40);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINE)
    void shouldTellWhatPressureWouldDoWhenAskedWhyOfSomethingYoung(TestEngine kind) throws IOException {
        try (var disk = new SmallDisk(kind)) {
            // Given
            String young = disk.build();
            // When
            Command why = run(new WhyCommand(), disk, policy(disk), young);
            // Then
            assertThat(why.out())
                    .contains("would stay: used ")
                    .containsPattern(
                            "with a disk above 60 % it may go, (first|number \\d) of \\d, as far as needed: nothing learnt yet of its next use; unused for");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINE)
    void shouldRemoveNothingAndNameTheOtherWhenAnotherRunIsOn(TestEngine kind) throws IOException {
        try (var disk = new SmallDisk(kind)) {
            // Given
            disk.build();
            String id = disk.engine().docker("info", "--format", "{{.ID}}");
            try (EngineLock held = EngineLock.take(folder, id, "policy nightly").orElseThrow()) {
                // When
                Command pruned =
                        run(new PruneCommand(Optional::empty, Clock.systemUTC()), disk, policy(disk), "--force");
                // Then
                assertThat(held).isNotNull();
                assertThat(pruned.exitCode()).isEqualTo(2);
                assertThat(pruned.err()).contains("another run is on at this engine, of policy nightly");
            }
        }
    }

    private Command run(Callable<Integer> command, SmallDisk disk, Path policy, String... more) {
        Stream<String> always = Stream.of(
                "--socket",
                disk.engine().socket().toString(),
                "--policy",
                policy.toString(),
                "--state",
                folder.toString());
        String[] arguments = Stream.concat(always, Stream.of(more)).toArray(String[]::new);
        return Command.run(command, arguments);
    }

    private Path policy(SmallDisk disk) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: nodecleanup.io/v1alpha1
                kind: CleanupPolicy
                metadata: {name: pressed}
                spec:
                  nodeSelector: {}
                  images: {prune: Unused}
                  buildCache: {}
                  engine: {diskPaths: ['%s']}
                  diskPressure: {highPercent: 60, lowPercent: 40, unusedFor: 0s}
                """.formatted(disk.path()));
    }
}
