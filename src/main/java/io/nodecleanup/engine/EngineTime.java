package io.nodecleanup.engine;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Points in time as engines write them. */
final class EngineTime {
    /** Docker is from 2013; what is older is a placeholder, such as Go's zero time (year 1) or a reproducible build's 1970 or 1980. */
    private static final Instant OLDEST = Instant.parse("2013-01-01T00:00:00Z");

    private EngineTime() {}

    /**
     * A time that tells something: no placeholder.
     *
     * @param text RFC 3339, or null or empty
     * @throws java.time.DateTimeException if it is something else
     */
    static Optional<Instant> of(String text) {
        return told(text).flatMap(EngineTime::known);
    }

    /** As {@link #of(String)}, but a placeholder counts as well. */
    static Optional<Instant> told(String text) {
        return text == null || text.isEmpty()
                ? Optional.empty()
                : Optional.of(OffsetDateTime.parse(text).toInstant());
    }

    static Optional<Instant> ofEpochSecond(long seconds) {
        return known(Instant.ofEpochSecond(seconds));
    }

    private static Optional<Instant> known(Instant instant) {
        return instant.isBefore(OLDEST) ? Optional.empty() : Optional.of(instant);
    }
}
