package io.nodecleanup.prune;

import java.time.Duration;
import java.util.Optional;

/** The reasons that only builders have, and their containers and volumes. */
public final class BuilderReason {
    private BuilderReason() {}

    /** Why a builder, or something in its cache, goes. */
    sealed interface Goes extends Reason.Goes {}

    /** Why a builder stays, or what is of one. */
    sealed interface Stays extends Reason.Stays {}

    /** No build used the builder for long enough: its container and its state go. */
    public record Idle(Optional<Duration> age, Duration rule) implements Goes {
        @Override
        public String text() {
            return age.map(known -> "no build for " + Age.text(known)).orElse("no build now") + ", rule "
                    + Age.text(rule);
        }
    }

    /** What no build used for long enough goes from the cache inside a running builder. */
    public record CacheUnused(int records, Duration rule) implements Goes {
        @Override
        public String text() {
            return records + " records unused, rule " + Age.text(rule);
        }
    }

    /** More is in the cache inside a running builder than may stay. */
    public record CacheOverMaxSize(Duration floor) implements Goes {
        @Override
        public String text() {
            return "over builders.maxSize, floor " + Age.text(floor);
        }
    }

    /** The rule takes what is in the caches of builders, and this is a builder itself. */
    public record OnlyItsCache() implements Stays {
        @Override
        public String text() {
            return "the rule takes from its cache alone";
        }
    }

    /** A running builder did not tell of its cache, so a build may be running in it. */
    public record BuilderUnreadable(String why) implements Stays {
        @Override
        public String text() {
            return "its cache cannot be asked for: " + why;
        }
    }

    /** The container is a buildx builder, or the volume holds the state of one. */
    public record Builder() implements Stays {
        @Override
        public String text() {
            return "of a buildx builder";
        }
    }
}
