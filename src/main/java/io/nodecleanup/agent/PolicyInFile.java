package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.EngineSpec;
import io.nodecleanup.policy.PolicyText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** An agent without Kubernetes: by the policy in a file, on this host, with its reports in the state folder. */
record PolicyInFile(AgentIdentity identity, PolicySource policies, Reports reports, Path socket) {
    private static final Pattern FILE = Pattern.compile(".*/.*|.*\\.(yaml|yml|json)");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** No name of a policy in Kubernetes has a slash or a dot. */
    static boolean isFile(String policy) {
        return FILE.matcher(policy).matches();
    }

    /**
     * The agent's parts.
     *
     * @param node null for the host's name
     * @param socket null for the policy's
     * @param state the folder for the last report and the file to touch for a run
     * @param out for the reports
     */
    static PolicyInFile of(Path file, String node, Path socket, Path state, PrintStream out) throws IOException {
        String name = file.toAbsolutePath().normalize().toString();
        String plain = StateFile.name(name.substring(1));
        String engine = socket == null ? socketOf(file) : socket.toString();
        return new PolicyInFile(
                new AgentIdentity(
                        name, "", node == null ? Files.readString(HOST_NAME).strip() : node),
                new FilePolicy(
                        file,
                        state.resolve("run-requested-at"),
                        socket == null ? Optional.of(engine) : Optional.empty()),
                new FileReports(state.resolve("report-" + plain + ".json"), name, out),
                Path.of(engine));
    }

    /** The default where the file says none, or is broken: then nothing runs. */
    private static String socketOf(Path file) {
        try {
            CleanupPolicySpec spec = PolicyText.parse(Files.readString(file)).getSpec();
            return spec == null ? EngineSpec.SOCKET : spec.engine().socket();
        } catch (IOException | IllegalArgumentException e) {
            return EngineSpec.SOCKET;
        }
    }
}
