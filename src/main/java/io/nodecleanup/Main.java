package io.nodecleanup;

import io.nodecleanup.agent.AgentCommand;
import io.nodecleanup.cli.DfCommand;
import io.nodecleanup.cli.PlanCommand;
import io.nodecleanup.cli.PruneCommand;
import io.nodecleanup.cli.Sentences;
import io.nodecleanup.cli.WhyCommand;
import io.nodecleanup.operator.OperatorApplication;
import io.nodecleanup.operator.RemoveAgents;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Picks the role; the only class that knows all of them. Quarkus starts for the operator alone. */
@QuarkusMain
@Command(
        name = "node-cleanup",
        description = "Prunes Docker images, build cache and containers by policy.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DfCommand.class,
            PlanCommand.class,
            PruneCommand.class,
            WhyCommand.class,
            AgentCommand.class,
            RemoveAgents.class,
            Main.Operator.class
        })
public final class Main {
    private static final String OPERATOR = "operator";

    public static void main(String... args) {
        if (args.length == 1 && args[0].equals(OPERATOR)) {
            Quarkus.run(OperatorApplication.class);
            return;
        }
        PlainLogging.toStandardError();
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler(new Sentences())
                .execute(args.length == 0 ? new String[] {"--help"} : args));
    }

    /** Listed for the help; {@link #main} has started it before the command line is read. */
    @Command(
            name = OPERATOR,
            description =
                    "Watches CleanupPolicies and keeps their agents. Run by the chart's Deployment; it takes no arguments.",
            mixinStandardHelpOptions = true)
    static final class Operator {}

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"node-cleanup " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
