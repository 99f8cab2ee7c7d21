package io.nodecleanup.cli;

import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.policy.DiskPressure;
import io.nodecleanup.prune.Explanation;
import io.nodecleanup.prune.Lookup;
import io.nodecleanup.prune.Prunable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code why}: what the same words would make {@code prune} do with one thing, and what every rule says of it. Deletes nothing. */
@Command(
        name = "why",
        description = {
            "Tells whether 'prune' would remove one thing by the same words, when it was last used, and what every rule says"
                    + " of it. Deletes nothing.",
            "Exits with 2 when there is no such thing here, or more than one."
        },
        mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
    /** Of what an ambiguous word may mean. */
    private static final int MOST_LISTED = 20;

    private final Clock clock = Clock.systemUTC();

    @Parameters(
            paramLabel = "OBJECT",
            description =
                    "An image's reference, a container, volume or network by its name, or anything by its id or the"
                            + " beginning of it.")
    private String object;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Where the same word names several: Image, Container, BuildCacheRecord, Volume or Network.")
    private String kind;

    @Mixin
    private EngineOption engineOption;

    @Mixin
    private RuleOptions ruleOptions;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Instant now = clock.instant();
        ChosenRules rules = ruleOptions.choose(now, ZoneId.systemDefault());
        try (DockerJavaEngine engine = engineOption.open(rules.policy())) {
            Known known = Known.read(engine, rules.policy().rules(), ruleOptions.state(), clock);
            Prunable thing = one(Lookup.find(known.inventory(), object).stream()
                    .filter(found -> kind == null || found.kind().equalsIgnoreCase(kind))
                    .toList());
            var why = new WhyReport(
                    rules,
                    Explanation.of(
                            known.inventory(),
                            known.usage(),
                            rules.policy().rules(),
                            rules.policy().diskPressure().map(DiskPressure::unusedFor),
                            thing,
                            now),
                    now);
            if (output.isJson()) {
                Documents.print(why.document(), spec.commandLine().getOut());
            } else {
                rules.print(spec.commandLine().getOut());
                why.print(spec.commandLine().getOut());
            }
        }
        return 0;
    }

    private Prunable one(List<Prunable> found) {
        if (found.isEmpty()) {
            throw new UsageException("there is no "
                    + (kind == null ? "image, container, build cache record, volume, network or builder" : kind)
                    + " here that is called \"" + Text.bounded(object, 200)
                    + "\": write a reference, a name, an id or the beginning of one, such as 'plan' shows");
        }
        if (found.size() > 1) {
            String more = found.size() > MOST_LISTED ? "\n  and " + (found.size() - MOST_LISTED) + " more" : "";
            throw new UsageException(found.stream()
                    .limit(MOST_LISTED)
                    .map(each -> "  " + each.kind() + " " + each.id() + " " + Summary.what(each))
                    .collect(Collectors.joining(
                            "\n",
                            "\"" + Text.bounded(object, 200)
                                    + "\" may be any of these; write more of the id, or add --kind:\n",
                            more)));
        }
        return found.getFirst();
    }
}
