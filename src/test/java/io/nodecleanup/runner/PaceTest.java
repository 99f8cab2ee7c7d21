package io.nodecleanup.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** Against engines that are told by one function: how long an answer takes with so many in flight. */
class PaceTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private long now;
    private final Pace pace = new Pace(() -> now);

    @Test
    void shouldGrowToTheMostWhenAnswersShareTheWork() {
        // Given
        IntToLongFunction sharedCollection = inFlight -> 50 * MILLI + inFlight * MILLI;
        // When
        int[] sizes = remove(400, sharedCollection);
        // Then
        assertThat(sizes[0]).isEqualTo(1);
        assertThat(sizes[399]).isEqualTo(Pace.MOST);
    }

    @Test
    void shouldReachTheMostInFewSteps() {
        // Given
        IntToLongFunction sharedCollection = inFlight -> 50 * MILLI + inFlight * MILLI;
        // When
        int[] sizes = remove(100, sharedCollection);
        // Then
        assertThat(Arrays.stream(sizes).distinct()).containsExactly(1, 2, 8, 32, Pace.MOST);
    }

    @Test
    void shouldReturnToTheFewerThatWereAsFast() {
        // Given
        IntToLongFunction noMoreThanEightAtOnce = inFlight -> 10 * MILLI * Math.max(1, inFlight / 8);
        // When
        int[] sizes = remove(100, noMoreThanEightAtOnce);
        // Then
        assertThat(Arrays.stream(sizes).distinct()).containsExactly(1, 2, 8, 32);
        assertThat(sizes[99]).isIn(8, 32);
    }

    @Test
    void shouldKeepToAFewWhenTheEngineDoesOneAfterTheOther() {
        // Given
        IntToLongFunction oneAfterTheOther = inFlight -> 10 * MILLI * inFlight;
        // When
        int[] sizes = remove(400, oneAfterTheOther);
        // Then
        assertThat(Arrays.stream(sizes).max().orElseThrow()).isLessThanOrEqualTo(2);
    }

    @Test
    void shouldGoBackToOneWhenAnswersGetSlowAndGrowAgainWhenTheyAreFastAgain() {
        // Given
        remove(400, inFlight -> 50 * MILLI);
        // When
        int[] slow = remove(200, inFlight -> 50_000 * MILLI);
        int[] fast = remove(400, inFlight -> 50 * MILLI);
        // Then
        assertThat(slow[199]).isEqualTo(1);
        assertThat(fast[399]).isEqualTo(Pace.MOST);
    }

    @Test
    void shouldAllowOneWhileABuildRunsAndMoreAfterwards() {
        // Given
        remove(400, inFlight -> 50 * MILLI);
        // When
        int building = pace.limit(true);
        int[] after = remove(400, inFlight -> 50 * MILLI);
        // Then
        assertThat(building).isEqualTo(1);
        assertThat(after[0]).isEqualTo(1);
        assertThat(after[399]).isEqualTo(Pace.MOST);
    }

    /** How many were allowed after each answer. */
    private int[] remove(int count, IntToLongFunction answerNanos) {
        record Call(long start, long end) {}
        var inFlight = new PriorityQueue<Call>((one, other) -> Long.compare(one.end, other.end));
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            while (inFlight.size() < pace.limit(false)) {
                inFlight.add(new Call(now, now + answerNanos.applyAsLong(inFlight.size() + 1)));
            }
            sizes[i] = pace.limit(false);
            Call answered = inFlight.remove();
            now = Math.max(now, answered.end);
            pace.removed(now - answered.start);
        }
        return sizes;
    }
}
