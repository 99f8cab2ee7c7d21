package io.nodecleanup.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock, as somebody has set it; the kernel's count of seconds goes on as ever. */
public final class SetClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    /** So far from what is right. */
    public void set(Duration newAhead) {
        ahead = newAhead;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody needs it");
    }
}
