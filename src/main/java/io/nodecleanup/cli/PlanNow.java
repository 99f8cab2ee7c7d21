package io.nodecleanup.cli;

import io.nodecleanup.disk.PolicyDisk;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.policy.ByteSize;
import io.nodecleanup.policy.Policy;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Planner;
import io.nodecleanup.prune.Pressure;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;

/**
 * What an agent would do now by a policy: relieve the disk if it is above the policy's high mark, else all that a scheduled run does.
 *
 * @param disk how full it is, for people; empty where the policy has no marks
 * @param pressure what must go; empty where the disk is not too full
 */
record PlanNow(Plan plan, Optional<String> disk, Optional<Pressure> pressure) {
    static PlanNow of(Known known, Policy policy, EngineInfo engine, Instant now) {
        if (policy.diskPressure().isEmpty()) {
            return new PlanNow(plan(known, policy, Optional.empty(), now), Optional.empty(), Optional.empty());
        }
        var disk = PolicyDisk.of(policy, engine.rootDir(), engine.imageStore());
        Optional<String> elsewhere = disk.whyElsewhere(engine.rootDir());
        if (elsewhere.isPresent()) {
            return new PlanNow(plan(known, policy, Optional.empty(), now), elsewhere, Optional.empty());
        }
        Optional<Pressure> pressure = disk.pressure();
        return new PlanNow(
                plan(known, policy, pressure, now),
                disk.text().or(() -> Optional.of("none of engine.diskPaths " + policy.diskPaths() + " is here")),
                pressure);
    }

    private static Plan plan(Known known, Policy policy, Optional<Pressure> pressure, Instant now) {
        return Planner.plan(known.inventory(), known.usage(), policy.rules(), pressure, now);
    }

    /** The disk, and what that means for the plan; nothing where the policy has no marks. */
    void print(PrintWriter out) {
        disk.ifPresent(text -> {
            out.println("disk " + text);
            out.println(meaning());
            out.println();
        });
    }

    private String meaning() {
        if (pressure.isEmpty()) {
            return "not under pressure: what follows is a run by schedule or on request";
        }
        Pressure asked = pressure.get();
        String eligible = "eligible " + ByteSize.text(plan.eligibleBytes());
        if (plan.eligibleBytes() < asked.bytesAboveHigh()) {
            return "under pressure: %s must go to come below high, %s: not ours to relieve, so no more than a run by schedule"
                    .formatted(ByteSize.text(asked.bytesAboveHigh()), eligible);
        }
        return asked.bytesAboveLow() == Long.MAX_VALUE
                ? "under pressure by inodes: the least valuable first until below low; " + eligible
                : "under pressure: the least valuable first, %s to come below low; %s"
                        .formatted(ByteSize.text(asked.bytesAboveLow()), eligible);
    }
}
