package io.nodecleanup.policy;

import io.nodecleanup.api.v1alpha1.DiskPressureSpec;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code spec.diskPressure}. */
final class DiskPressureBlock {
    /** Where {@code lowPercent} is when it is left out. */
    private static final int BELOW_HIGH = 10;

    private DiskPressureBlock() {}

    /** @param spec null if it is left out */
    static Optional<DiskPressure> read(FieldReader fields, DiskPressureSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        Duration unusedFor = fields.duration("spec.diskPressure.unusedFor", spec.unusedFor());
        Optional<Long> minFree = fields.size("spec.diskPressure.minFree", spec.minFree());
        if (spec.highPercent() == null || spec.highPercent() < 1 || spec.highPercent() > 99) {
            fields.add(
                    "spec.diskPressure.highPercent", String.valueOf(spec.highPercent()), "write a number from 1 to 99");
            return Optional.empty();
        }
        int high = spec.highPercent();
        int low = spec.lowPercent() == null ? Math.max(0, high - BELOW_HIGH) : spec.lowPercent();
        if (low < 0 || low >= high) {
            fields.add("spec.diskPressure.lowPercent", String.valueOf(low), DiskPressureSpec.LOW_BELOW_HIGH);
        }
        return Optional.of(new DiskPressure(high, low, minFree, unusedFor));
    }
}
