package io.nodecleanup.journal;

import io.nodecleanup.engine.EngineActivity;
import io.nodecleanup.engine.EngineEvent;
import java.time.Instant;
import java.util.List;

/**
 * Taking up events again. An engine remembers the last 256 events, of all types, and forgets them when it ends. If the event that was
 * heard last is among them, all that came after it are too. If not, some may have been missed.
 */
final class Replay {
    private Replay() {}

    /** How events were listened to until now. */
    enum Before {
        /** The stream is open. */
        LISTENING,
        /** The stream was open until the engine ended, and it has been away since: what happens after its start is all there is. */
        UNTIL_THE_ENGINE_ENDED,
        /** Nobody knows what happened since. */
        UNKNOWN
    }

    /**
     * The state after what the engine remembers.
     *
     * @param last the event heard last, as known before these were asked for; 0 if none was since the journal began or since a gap
     * @param recent all that the engine remembers
     */
    static JournalState fold(JournalState state, long last, List<EngineEvent> recent, Before before, Instant now) {
        int heard = placeOf(last, recent);
        JournalState folded = state;
        if (heard < 0) {
            folded = mayHaveMissed(state, last, recent, before) ? state.withGap(now) : state.withNothingHeard();
        }
        for (EngineEvent event : recent.subList(heard + 1, recent.size())) {
            folded = folded.with(event);
        }
        return folded;
    }

    private static boolean mayHaveMissed(JournalState state, long last, List<EngineEvent> recent, Before before) {
        return switch (before) {
            case LISTENING -> last != 0;
            case UNTIL_THE_ENGINE_ENDED -> recent.size() >= EngineActivity.EVENTS_REMEMBERED;
            // A journal that begins has missed nothing: it judges images by what the engine tells.
            case UNKNOWN -> !state.equals(JournalState.EMPTY);
        };
    }

    private static int placeOf(long nano, List<EngineEvent> events) {
        for (int place = events.size() - 1; place >= 0; place--) {
            if (events.get(place).timeNano() == nano) {
                return place;
            }
        }
        return -1;
    }
}
