package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.NodeState;
import io.nodecleanup.operator.DegradedReason;
import io.nodecleanup.operator.ReadyReason;
import io.nodecleanup.prune.Reason;
import io.nodecleanup.runner.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusDocumentationTest {
    @Test
    void shouldListEveryReasonWhenThereIsOne() throws IOException {
        // Given
        Stream<String> words = Stream.of(
                        ReadyReason.values(), DegradedReason.values(), NodeState.values(), RunOutcome.values())
                .flatMap(Arrays::stream)
                .map(Enum::name);
        Stream<String> reasons = Stream.of(Reason.Goes.class, Reason.Stays.class)
                .flatMap(StatusDocumentationTest::records)
                .map(Class::getSimpleName);
        // When
        String page = Files.readString(Path.of("docs/status.md"));
        // Then
        List<String> missing = Stream.concat(words, reasons)
                .filter(word -> !page.contains("| `" + word + "` |"))
                .toList();
        assertThat(missing).as("describe them in docs/status.md").isEmpty();
    }

    private static Stream<Class<?>> records(Class<?> kind) {
        return kind.isRecord()
                ? Stream.of(kind)
                : Arrays.stream(kind.getPermittedSubclasses()).flatMap(StatusDocumentationTest::records);
    }
}
