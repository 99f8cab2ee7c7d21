package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.api.v1alpha1.Condition;
import io.nodecleanup.api.v1alpha1.NodeCleanupStatus;
import io.nodecleanup.api.v1alpha1.NodeState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeStatusTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void shouldBeNoNewsWhenADiskThatIsLookedAtMovesALittle() {
        // Given
        NodeCleanupStatus written = status(NodeState.Idle, "next run", pressure("BelowHighMark", "61 of 100 inodes"));
        NodeCleanupStatus newer = status(NodeState.Idle, "next run", pressure("BelowHighMark", "62 of 100 inodes"));
        // When
        boolean news = NodeStatus.isNews(written, newer);
        // Then
        assertThat(news).isFalse();
    }

    @Test
    void shouldBeNewsWhenADiskGetsTooFull() {
        // Given
        NodeCleanupStatus written = status(NodeState.Idle, "next run", pressure("BelowHighMark", "79 %"));
        NodeCleanupStatus newer = status(NodeState.Idle, "next run", pressure("AboveHighMark", "80 %"));
        // When
        boolean news = NodeStatus.isNews(written, newer);
        // Then
        assertThat(news).isTrue();
    }

    @Test
    void shouldBeNoNewsWhenTheBuildThatARunWaitsForGoesOn() {
        // Given
        NodeCleanupStatus written = status(NodeState.WaitingForBuilds, "at step 1", Optional.empty());
        NodeCleanupStatus newer = status(NodeState.WaitingForBuilds, "at step 2", Optional.empty());
        // When
        boolean news = NodeStatus.isNews(written, newer);
        // Then
        assertThat(news).isFalse();
    }

    @Test
    void shouldBeNewsWhenAnEngineSaysSomethingElse() {
        // Given
        NodeCleanupStatus written = status(NodeState.EngineUnreachable, "no answer", Optional.empty());
        NodeCleanupStatus newer = status(NodeState.EngineUnreachable, "connection refused", Optional.empty());
        // When
        boolean news = NodeStatus.isNews(written, newer);
        // Then
        assertThat(news).isTrue();
    }

    private static Optional<PressureWatch.Finding> pressure(String reason, String message) {
        return Optional.of(new PressureWatch.Finding(Condition.Status.False, reason, message));
    }

    private static NodeCleanupStatus status(NodeState state, String message, Optional<PressureWatch.Finding> pressure) {
        return new NodeStatus(
                        1,
                        state,
                        message,
                        Optional.empty(),
                        Optional.empty(),
                        pressure,
                        Memory.first(Optional.empty(), NOW),
                        Optional.empty())
                .status(Optional.empty(), NOW);
    }
}
