package io.nodecleanup.journal;

import io.nodecleanup.engine.EngineActivity;
import io.nodecleanup.engine.EngineEvent;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.EngineException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the engine's events and comes back after its restarts. If another agent writes the journal it waits for its turn. */
final class EventFollower implements Runnable {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration UNTIL_OUR_TURN = Duration.ofSeconds(30);

    /** An engine that was away at this distance before was away all the time: it cannot start, serve and end again in between. */
    private static final Duration BRIEF = Duration.ofSeconds(5);

    /** Engine 29 rounds times; and events of one moment may be out of their order, where a replay from the last one would end early. */
    private static final long MARGIN_NANOS = 1_000_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventFollower.class);

    private final EngineActivity engine;
    private final JournalKeeper keeper;
    private final Clock clock;
    private final Runnable heard;
    private volatile boolean listening;
    private Instant away = Instant.MIN;
    private String said = "";

    /**
     * @param heard called after each event; must not block, or the engine drops events
     */
    EventFollower(EngineActivity engine, JournalKeeper keeper, Clock clock, Runnable heard) {
        this.engine = engine;
        this.keeper = keeper;
        this.clock = clock;
        this.heard = heard;
    }

    /** Whether events are heard now, and the journal is ours. */
    boolean isListening() {
        return listening;
    }

    /** Until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                try {
                    if (keeper.claim(engine.engineId())) {
                        listen();
                    } else {
                        Thread.sleep(UNTIL_OUR_TURN);
                    }
                } catch (EngineException e) {
                    if (e.kind() == Kind.INTERRUPTED) {
                        return;
                    }
                    noteAway(e);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            // The journal is being closed.
            Thread.currentThread().interrupt();
        }
    }

    /** Takes up what the engine remembers. From any thread. */
    void catchUp() {
        catchUp(listening ? Replay.Before.LISTENING : Replay.Before.UNKNOWN);
    }

    private void catchUp(Replay.Before before) {
        long last = keeper.state().lastEventNano();
        List<EngineEvent> recent = engine.recentEvents();
        keeper.update(state -> {
            JournalState next = Replay.fold(state, last, recent, before, clock.instant());
            if (!next.gapEnd().equals(state.gapEnd())) {
                LOG.warn("events of the engine may have been missed: all that is there counts as used just now");
            }
            return next;
        });
        heard.run();
    }

    /** Until the engine ends the stream. */
    private void listen() {
        Instant start = clock.instant();
        boolean briefly = !away.isBefore(start.minus(BRIEF));
        away = Instant.MIN;
        catchUp(briefly ? Replay.Before.UNTIL_THE_ENGINE_ENDED : Replay.Before.UNKNOWN);
        // Before more than the engine remembers can be missing from what is written.
        keeper.save();
        long last = keeper.state().lastEventNano();
        long from = last == 0 ? start.getEpochSecond() * MARGIN_NANOS : last;
        said = "";
        listening = true;
        try {
            engine.followEvents(OptionalLong.of(from - MARGIN_NANOS), new Listener(last));
        } finally {
            listening = false;
            away = clock.instant();
        }
    }

    private void noteAway(EngineException e) {
        Instant now = clock.instant();
        boolean stillAway = e.kind() == Kind.UNREACHABLE && !away.isBefore(now.minus(BRIEF));
        away = stillAway ? now : Instant.MIN;
        if (!said.equals(e.getMessage())) {
            said = e.getMessage();
            LOG.warn("not listening to events: {}", said);
        }
    }

    /** Hears the stream. Its first event cannot be later than the last one heard before, unless some were lost in between. */
    private final class Listener implements Consumer<EngineEvent> {
        private final long last;
        private boolean first = true;

        Listener(long last) {
            this.last = last;
        }

        @Override
        public void accept(EngineEvent event) {
            if (first && last != 0 && event.timeNano() > last) {
                keeper.update(state -> state.withGap(clock.instant()));
            }
            first = false;
            keeper.heard(event);
            heard.run();
        }
    }
}
