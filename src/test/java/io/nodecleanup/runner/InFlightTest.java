package io.nodecleanup.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.RemovalOutcome;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.prune.Reason;
import io.nodecleanup.prune.Things;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final Supplier<Optional<RunOutcome>> NEVER = Optional::empty;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Ledger ledger = new Ledger((run, action, object, reason, message) -> told.add(action), "run-1");

    @Test
    void shouldHaveAsManyInFlightAsAllowed() {
        // Given
        var four = new CountDownLatch(4);
        InFlight inFlight = inFlight(4, object -> {
            four.countDown();
            return awaited(four);
        });
        // When
        Optional<RunOutcome> end = inFlight.carryOut(images(8), NEVER, NEVER);
        // Then
        assertThat(end).isEmpty();
        assertThat(ledger.removed()).hasSize(8);
    }

    @Test
    void shouldBeginWithAParentOnlyWhenAllItsChildrenAreThrough() {
        // Given
        Image parent = Things.image("parent");
        Image child = Things.childOf(Things.image("child"), parent);
        Image otherChild = Things.childOf(Things.image("other-child"), parent);
        Set<String> answered = ConcurrentHashMap.newKeySet();
        List<Set<String>> answeredBeforeParent = new CopyOnWriteArrayList<>();
        InFlight inFlight = inFlight(8, object -> {
            if (object.equals(parent)) {
                answeredBeforeParent.add(Set.copyOf(answered));
            }
            answered.add(object.id());
            return object.equals(child) ? new RemovalOutcome.Refused("in use") : new RemovalOutcome.Removed();
        });
        // When
        inFlight.carryOut(List.of(removal(child), removal(otherChild), removal(parent)), NEVER, NEVER);
        // Then
        assertThat(answeredBeforeParent).containsExactly(Set.of(child.id(), otherChild.id()));
    }

    @Test
    void shouldBeginNoMoreButTakeAllAnswersWhenToldToStop() {
        // Given
        var begun = new CountDownLatch(3);
        InFlight inFlight = inFlight(3, object -> {
            begun.countDown();
            return awaited(begun);
        });
        Supplier<Optional<RunOutcome>> afterThree =
                () -> begun.getCount() == 0 ? Optional.of(RunOutcome.Stopped) : Optional.empty();
        // When
        Optional<RunOutcome> end = inFlight.carryOut(images(20), afterThree, NEVER);
        // Then
        assertThat(end).contains(RunOutcome.Stopped);
        assertThat(ledger.removed()).hasSize(3);
    }

    @Test
    void shouldTryAgainWhatGotNoAnswerWhenTheEngineIsBack() {
        // Given
        Set<String> tried = ConcurrentHashMap.newKeySet();
        InFlight inFlight = inFlight(2, object -> {
            if (tried.add(object.id())) {
                throw new EngineException(EngineException.Kind.UNREACHABLE, "gone", null);
            }
            return new RemovalOutcome.Removed();
        });
        // When
        Optional<RunOutcome> end = inFlight.carryOut(images(5), NEVER, NEVER);
        // Then
        assertThat(end).isEmpty();
        assertThat(ledger.removed()).hasSize(5);
        assertThat(ledger.errors()).isEmpty();
        assertThat(told).contains("retried");
    }

    @Test
    void shouldReportAsRemovedWhatIsGoneAtTheSecondTryWhenTheFirstGotNoAnswer() {
        // Given
        Set<String> tried = ConcurrentHashMap.newKeySet();
        InFlight inFlight = inFlight(1, object -> {
            if (tried.add(object.id())) {
                throw new EngineException(EngineException.Kind.UNREACHABLE, "gone", null);
            }
            return new RemovalOutcome.AlreadyGone();
        });
        // When
        inFlight.carryOut(images(2), NEVER, NEVER);
        // Then
        assertThat(ledger.removed()).hasSize(2);
        assertThat(told).contains("removed").doesNotContain("gone");
    }

    @Test
    void shouldNotReportAsRemovedWhatWasGoneAtTheFirstTry() {
        // Given
        InFlight inFlight = inFlight(1, object -> new RemovalOutcome.AlreadyGone());
        // When
        inFlight.carryOut(images(2), NEVER, NEVER);
        // Then
        assertThat(ledger.removed()).isEmpty();
        assertThat(told).containsOnly("gone");
    }

    @Test
    void shouldGiveUpOnWhatNeverGetsAnAnswerAndGoOnWithTheRest() {
        // Given
        Image hangs = Things.image("0");
        InFlight inFlight = inFlight(1, object -> {
            if (object.id().equals(hangs.id())) {
                throw new EngineException(EngineException.Kind.UNREACHABLE, "no answer within 120 s", null);
            }
            return new RemovalOutcome.Removed();
        });
        // When
        Optional<RunOutcome> end = inFlight.carryOut(images(3), NEVER, NEVER);
        // Then
        assertThat(end).isEmpty();
        assertThat(ledger.removed()).hasSize(2);
        assertThat(ledger.errors()).containsExactly(hangs.displayName() + ": no answer within 120 s");
    }

    private InFlight inFlight(int limit, Function<Prunable, RemovalOutcome> call) {
        return new InFlight(call, () -> limit, nanos -> {}, System::nanoTime, ledger);
    }

    private static RemovalOutcome awaited(CountDownLatch latch) {
        try {
            latch.await();
            return new RemovalOutcome.Removed();
        } catch (InterruptedException e) {
            throw new EngineException(EngineException.Kind.INTERRUPTED, "interrupted", e);
        }
    }

    private static List<Plan.Removal> images(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> removal(Things.image("" + i)))
                .toList();
    }

    private static Plan.Removal removal(Image image) {
        return new Plan.Removal(image, new Reason.UnusedAnyAge());
    }
}
