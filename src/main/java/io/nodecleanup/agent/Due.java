package io.nodecleanup.agent;

import io.nodecleanup.policy.Policy;
import io.nodecleanup.policy.Schedule;
import io.nodecleanup.prune.Pressure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the requests and the schedule of a policy, and its disk, ask of a node now. */
sealed interface Due {
    /** The trigger of scheduled runs. */
    String SCHEDULE = "Schedule";

    /** The trigger of runs on request. */
    String REQUEST = "Request";

    /** The trigger of runs because a disk is too full. */
    String DISK_PRESSURE = "DiskPressure";

    /** A run, and what started it. */
    sealed interface Run extends Due {
        /** As reports name it. */
        String trigger();
    }

    /** A run by request, with the value of the annotation. */
    record Requested(String request) implements Run {
        @Override
        public String trigger() {
            return REQUEST;
        }
    }

    /** A run by schedule: for this tick, whose time on this node was {@code late} ago; {@code missed} earlier ones were not run. */
    record Scheduled(Instant tick, Duration late, int missed) implements Run {
        @Override
        public String trigger() {
            return SCHEDULE;
        }
    }

    /** A run because a disk is too full. */
    record Pressed(Pressure pressure) implements Run {
        @Override
        public String trigger() {
            return DISK_PRESSURE;
        }
    }

    /** No run: the latest tick is too long ago; {@code missed} of them, this one among them, were not run. */
    record Missed(Instant tick, int missed) implements Due {}

    /** Nothing, until this time if there is one. */
    record Nothing(Optional<Instant> nextRun) implements Due {}

    /** Ticks counted as missed at a time, so that a clock set years ahead does not keep the agent counting. */
    int MOST_MISSED = 1_000;

    /**
     * A request goes before a disk that is too full, and that before the schedule, which may have to wait. The policy is not suspended.
     *
     * @param pressure what must go for want of space; empty if nothing is due for that
     */
    static Due now(
            Policy policy,
            Optional<String> request,
            Optional<Pressure> pressure,
            Memory memory,
            String nodeName,
            Instant now) {
        if (request.isPresent() && !request.equals(memory.handledRequest())) {
            return new Requested(request.get());
        }
        if (pressure.isPresent()) {
            return new Pressed(pressure.get());
        }
        if (policy.schedule().isEmpty()) {
            return new Nothing(Optional.empty());
        }
        Schedule schedule = policy.schedule().get();
        Duration offset = Schedule.offset(nodeName, policy.spread());
        Optional<Instant> tick =
                schedule.lastAtOrBefore(now.minus(offset)).filter(last -> last.isAfter(memory.settledUntil()));
        if (tick.isEmpty()) {
            return new Nothing(next(policy, nodeName, now));
        }
        int ticks = ticksBetween(schedule, memory.settledUntil(), tick.get());
        Duration late = Duration.between(tick.get().plus(offset), now);
        return late.compareTo(policy.startingDeadline()) <= 0
                ? new Scheduled(tick.get(), late, ticks - 1)
                : new Missed(tick.get(), ticks);
    }

    /** When the schedule next starts a run on this node. */
    static Optional<Instant> next(Policy policy, String nodeName, Instant now) {
        Duration offset = Schedule.offset(nodeName, policy.spread());
        return policy.schedule()
                .flatMap(schedule -> schedule.nextAfter(now.minus(offset)))
                .map(tick -> tick.plus(offset));
    }

    private static int ticksBetween(Schedule schedule, Instant after, Instant upTo) {
        int ticks = 0;
        Optional<Instant> tick = schedule.nextAfter(after);
        while (ticks < MOST_MISSED && tick.isPresent() && !tick.get().isAfter(upTo)) {
            ticks++;
            tick = schedule.nextAfter(tick.get());
        }
        return ticks;
    }
}
