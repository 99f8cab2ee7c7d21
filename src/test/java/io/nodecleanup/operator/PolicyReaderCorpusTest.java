package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.operator.Corpus.Case;
import io.nodecleanup.policy.PolicyReader;
import io.nodecleanup.policy.Problem;
import io.nodecleanup.policy.Reading;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server refuses is refused too where no API server has been: on the command line, and of objects stored before a rule. */
class PolicyReaderCorpusTest {
    static Stream<Case> refused() {
        return Stream.concat(Corpus.refused().filter(file -> file.field().isPresent()), Corpus.refusedWhenRead());
    }

    static Stream<Case> valid() {
        return Corpus.valid();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldNameTheFieldWhenItIsWrong(Case file) {
        // Given
        CleanupPolicy policy = Serialization.unmarshal(file.yaml(), CleanupPolicy.class);
        // When
        Reading reading = PolicyReader.read(policy.getSpec());
        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::field)
                                .containsExactly(file.field().orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void shouldFindNoProblemWhenItIsRight(Case file) {
        // Given
        CleanupPolicy policy = Serialization.unmarshal(file.yaml(), CleanupPolicy.class);
        // When
        Reading reading = PolicyReader.read(policy.getSpec());
        // Then
        assertThat(reading).isInstanceOf(Reading.Valid.class);
    }
}
