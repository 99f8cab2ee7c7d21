package io.nodecleanup.cli;

import io.nodecleanup.engine.DockerJavaEngine;
import io.nodecleanup.prune.Chance;
import io.nodecleanup.prune.Chances;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plan}: what the same words would make {@code prune} remove, and what stays, with the reasons. Deletes nothing. */
@Command(
        name = "plan",
        description =
                "Shows what 'prune' would remove here by the same words and what it would keep, and why. Deletes nothing.",
        mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
    private final Clock clock = Clock.systemUTC();

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
        ChosenRules rules = ruleOptions.choose(clock.instant(), ZoneId.systemDefault());
        PrintWriter out = spec.commandLine().getOut();
        try (DockerJavaEngine engine = engineOption.open(rules.policy())) {
            Known known = Known.read(engine, rules.policy().rules(), ruleOptions.state(), clock);
            Instant now = clock.instant();
            var planNow = PlanNow.of(known, rules.policy(), engine.info(), now);
            Map<String, Chance> chances = Chances.byId(known.inventory(), known.usage(), now);
            if (output.isJson()) {
                Documents.print(Documents.Planned.of(rules, planNow, chances), out);
            } else {
                rules.print(out);
                planNow.print(out);
                new PlanTables(planNow.plan(), chances).print(out);
            }
        }
        return 0;
    }
}
