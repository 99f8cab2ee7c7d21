package io.nodecleanup.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** By which rules a command goes: those of a policy file, or those that Docker's own words stand for. */
final class RuleOptions {
    @Option(
            names = {"-p", "--policy"},
            paramLabel = "FILE",
            description =
                    "File with a CleanupPolicy, in YAML or JSON. Without it, the words of 'docker system prune' that follow.")
    private Path policyFile;

    @Option(
            names = {"-a", "--all"},
            description = "All unused images and build cache, not just dangling ones.")
    private boolean all;

    @Option(names = "--volumes", description = "Anonymous volumes too.")
    private boolean volumes;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description =
                    "Only what this holds for: label=KEY, label=KEY=VALUE, label!=KEY, label!=KEY=VALUE, until=AGE. May be"
                            + " repeated: all must hold.")
    private List<String> filters = List.of();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "/var/lib/node-cleanup",
            description = "Folder where an agent keeps its journal of uses, if there is one; 'prune' locks the"
                    + " engine there (default: ${DEFAULT-VALUE}).")
    private Path state;

    /** The folder of an agent's journal. */
    Path state() {
        return state;
    }

    /**
     * The rules, read.
     *
     * @throws UsageException if they cannot be gone by
     */
    ChosenRules choose(Instant now, ZoneId zone) {
        boolean words = all || volumes || !filters.isEmpty();
        if (policyFile == null) {
            ShortForm form = ShortForm.of(all, volumes, filters, now, zone);
            return new ChosenRules(PolicyFile.parse("the policy of these words", form.policy()), Optional.of(form));
        }
        if (words) {
            throw new UsageException(
                    "--all, --volumes and --filter do not go with --policy: the policy says what goes; write it there");
        }
        return new ChosenRules(PolicyFile.read(policyFile), Optional.empty());
    }
}
