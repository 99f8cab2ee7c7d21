package io.nodecleanup.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentDaemonSetTest {
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 422, 429, 500, 503})
    void shouldTellTheAnswerWhenTheServerGivesOne(int code) {
        // Given
        var answer = new StatusBuilder().withCode(code).withMessage("no").build();
        // When
        String refusal = AgentDaemonSet.refusal(new KubernetesClientException(answer));
        // Then
        assertThat(refusal).isEqualTo("no");
    }

    @Test
    void shouldTellTheErrorWhenTheAnswerHasNoStatus() {
        // Given
        var answer = new KubernetesClientException("bad gateway", 502, null);
        // When
        String refusal = AgentDaemonSet.refusal(answer);
        // Then
        assertThat(refusal).isEqualTo("bad gateway");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 409})
    void shouldTryTheWholeTurnAgainWhenThereIsNoAnswerOrAConflict(int code) {
        // Given
        var error = new KubernetesClientException("reset", code, null);
        // When
        Throwable thrown = catchThrowable(() -> AgentDaemonSet.refusal(error));
        // Then
        assertThat(thrown).isSameAs(error);
    }
}
