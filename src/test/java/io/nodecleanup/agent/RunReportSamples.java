package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.api.v1alpha1.RunReport.Count;
import io.nodecleanup.api.v1alpha1.Usage;
import java.time.Instant;
import java.util.List;

/** Reports of runs that never were. */
final class RunReportSamples {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private RunReportSamples() {}

    /** Of 90 seconds, in which images shrank from 100 to 30 bytes while the build cache grew. */
    static RunReport run(String id, String outcome, List<String> errors) {
        return new RunReport(
                id,
                "Request",
                START,
                START.plusSeconds(90),
                false,
                outcome,
                70,
                60,
                "60 B",
                null,
                usage(100, 10),
                usage(30, 20),
                List.of(new Count("Image", "Unused", 2, 70)),
                List.of(),
                List.of(),
                List.of(),
                errors);
    }

    private static Usage usage(long images, long cache) {
        var none = new Usage.Row(0, 0, 0, 0);
        return new Usage(new Usage.Row(1, 0, images, 0), none, none, new Usage.Row(1, 0, cache, 0), none);
    }
}
