package io.nodecleanup.engine;

import com.github.dockerjava.api.command.InspectExecResponse;
import io.nodecleanup.prune.CacheRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * BuildKit's own client, run inside a builder's container: nothing else can ask its daemon, which listens nowhere but there. {@code --format}
 * came with BuildKit 0.11; older clients end with an error at it, as at any flag they do not know, before they do anything.
 */
final class Buildctl {
    /** One line for each record, its fields apart by tabs. */
    private static final String RECORDS =
            "{{range .}}{{.ID}}\t{{.RecordType}}\t{{.InUse}}\t{{.Size}}\t{{.CreatedAt.UnixNano}}\t{{with .LastUsedAt}}{{.UnixNano}}{{end}}"
                    + "\t{{.UsageCount}}\t{{range .Parents}}{{.}},{{end}}\n{{end}}";

    private static final int FIELDS = 8;
    private static final Set<String> ABOUT_THE_CACHE = Set.of("du", "prune");

    private Buildctl() {}

    static List<CacheRecord> records(Session engine, String containerId) throws IOException, InterruptedException {
        List<CacheRecord> records = new ArrayList<>();
        for (String line : lines(Exec.run(engine.docker(), containerId, "buildctl", "du", "--format", RECORDS))) {
            String[] fields = line.split("\t", -1);
            if (fields.length != FIELDS) {
                throw new IOException(
                        "expected " + FIELDS + " fields in a line of buildctl du, found " + fields.length);
            }
            records.add(new CacheRecord(
                    fields[0],
                    fields[1],
                    "",
                    Math.max(0, Long.parseLong(fields[3])),
                    false,
                    Boolean.parseBoolean(fields[2]),
                    instant(fields[4]),
                    fields[5].isEmpty() ? Optional.empty() : Optional.of(instant(fields[5])),
                    Integer.parseInt(fields[6]),
                    fields[7].isEmpty() ? List.of() : List.of(fields[7].split(","))));
        }
        return records;
    }

    /**
     * Prunes a builder's cache, by BuildKit's own choice.
     *
     * @param unusedFor only records that no build used for this long
     * @param keepBytes one by one, until so much is left; empty for all
     * @return how many records went
     */
    static int prune(Session engine, String containerId, Duration unusedFor, OptionalLong keepBytes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "buildctl", "prune", "--all", "--keep-duration", unusedFor.toSeconds() + "s", "--format", "{{.ID}}"));
        // In megabytes of a million bytes, with a fraction.
        keepBytes.ifPresent(bytes -> command.addAll(
                List.of("--keep-storage", bytes / 1_000_000 + "." + "%06d".formatted(bytes % 1_000_000))));
        return lines(Exec.run(engine.docker(), containerId, command.toArray(String[]::new)))
                .size();
    }

    /** Whether somebody is connected: buildx speaks to the daemon through a program that it runs in the container. */
    static boolean isConnected(Session engine, String containerId) {
        return programs(engine, containerId).anyMatch(program -> Boolean.TRUE.equals(program.isRunning()));
    }

    /** The ids of those by which a build may be running: not of a look at the cache or its pruning, as we do ourselves. */
    static List<String> connections(Session engine, String containerId) {
        return programs(engine, containerId)
                .filter(program -> Boolean.TRUE.equals(program.isRunning()) && !isAboutTheCache(program))
                .map(InspectExecResponse::getId)
                .toList();
    }

    private static Stream<InspectExecResponse> programs(Session engine, String containerId) {
        List<String> ids =
                engine.docker().inspectContainerCmd(containerId).exec().getExecIds();
        return ids == null
                ? Stream.of()
                : ids.stream().map(id -> engine.docker().inspectExecCmd(id).exec());
    }

    private static boolean isAboutTheCache(InspectExecResponse program) {
        InspectExecResponse.ProcessConfig command = program.getProcessConfig();
        return command != null
                && "buildctl".equals(command.getEntryPoint())
                && command.getArguments() != null
                && command.getArguments().stream().limit(1).anyMatch(ABOUT_THE_CACHE::contains);
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static Instant instant(String nanos) {
        return Instant.ofEpochSecond(0, Long.parseLong(nanos));
    }
}
