package io.nodecleanup.journal;

import io.nodecleanup.engine.EngineEvent;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the state of the engine at hand, and writes it if no other agent on this node does. Where nothing can be written it is kept in
 * memory alone. Whoever hears events never waits for the disk: what is known has a lock of its own, besides that of the file.
 */
final class JournalKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalKeeper.class);

    private final JournalStore store;
    private String engineId = "";
    private final Object known = new Object();
    private JournalState state = JournalState.EMPTY;
    private int unsavedEvents;
    private JournalState written = JournalState.EMPTY;
    private FileLock lock;
    private boolean owned;
    private Optional<String> problem = Optional.empty();

    JournalKeeper(JournalStore store) {
        this.store = store;
    }

    /**
     * Turns to an engine's journal, to write it.
     *
     * @return whether it is ours to write; if not, another agent writes it, and what is known here is old
     */
    synchronized boolean claim(String engine) {
        turnTo(engine);
        if (!owned) {
            try {
                lock = store.lock(engine).orElse(null);
                owned = lock != null;
            } catch (IOException e) {
                failed(e);
                owned = true;
            }
            if (owned) {
                read();
            }
        }
        return owned;
    }

    /**
     * Turns to an engine's journal, to read it alone: it is not written.
     *
     * @return whether there is one
     */
    synchronized boolean peek(String engine) {
        close();
        Optional<JournalState> found = store.peek(engine);
        engineId = engine;
        begin(found.orElse(JournalState.EMPTY));
        return found.isPresent();
    }

    /** Turns to an engine's journal, as it was written last if another agent writes it. */
    synchronized void open(String engine) {
        if (!claim(engine)) {
            read();
        }
    }

    private void turnTo(String engine) {
        if (!engine.equals(engineId)) {
            close();
            engineId = engine;
            begin(JournalState.EMPTY);
        }
    }

    private void read() {
        begin(store.read(engineId, owned));
    }

    private void begin(JournalState first) {
        synchronized (known) {
            state = first;
            unsavedEvents = 0;
        }
        written = first;
    }

    JournalState state() {
        synchronized (known) {
            return state;
        }
    }

    void update(UnaryOperator<JournalState> change) {
        synchronized (known) {
            state = change.apply(state);
        }
    }

    void heard(EngineEvent event) {
        synchronized (known) {
            state = state.with(event);
            unsavedEvents++;
        }
    }

    /** How many were heard since it was to be written last. */
    int unsavedEvents() {
        synchronized (known) {
            return unsavedEvents;
        }
    }

    /** Writes it if it is ours and something has changed. A failure is a {@link #problem}, and tried again the next time. */
    synchronized void save() {
        JournalState now;
        synchronized (known) {
            now = state;
            unsavedEvents = 0;
        }
        if (!owned || engineId.isEmpty() || now.equals(written)) {
            return;
        }
        try {
            if (lock == null) {
                // The folder could not be written when it was opened.
                lock = store.lock(engineId).orElse(null);
                owned = lock != null;
                if (!owned) {
                    return;
                }
            }
            store.write(engineId, now);
            written = now;
            problem = Optional.empty();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Why the journal would not outlive a restart, as a sentence. */
    synchronized Optional<String> problem() {
        return problem;
    }

    /** Writes it, and lets another agent write it from now on. */
    @Override
    public synchronized void close() {
        save();
        if (lock != null) {
            try {
                lock.acquiredBy().close();
            } catch (IOException e) {
                LOG.warn("cannot give up the usage journal: {}", e.toString());
            }
            lock = null;
        }
        owned = false;
        engineId = "";
    }

    private void failed(IOException e) {
        String sentence = "the usage journal cannot be written, uses are forgotten at a restart: " + e;
        if (!problem.equals(Optional.of(sentence))) {
            LOG.warn(sentence);
        }
        problem = Optional.of(sentence);
    }
}
