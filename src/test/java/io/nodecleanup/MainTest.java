package io.nodecleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole program, as a process: scripts go by its exit code. */
class MainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prune --help | 0 | Usage: node-cleanup prune",
                "df --socket /no/such.sock | 1 | engine at /no/such.sock, asked for its version",
                "prune | 2 | there is no terminal to ask on",
                "prune --force --filter x=1 | 2 | --filter x=1: write label=KEY",
                "plan --policy /no/such.yaml | 2 | /no/such.yaml: there is no such file",
                "plan --output yaml | 2 | table",
                "why | 2 | Missing required parameter: 'OBJECT'",
                "agent --policy builds --node n | 2 | --policy builds is a name: add --policy-uid, --node and --socket",
                "agent --policy ./p.yaml --policy-uid u | 2 | --policy-uid does not go with a policy in a file",
            })
    void shouldEndWithTheCodeThatScriptsGoBy(String arguments, int expected, String said)
            throws IOException, InterruptedException {
        // Given
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments.split(" ")));
        // When
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertThat(process.waitFor()).as(output).isEqualTo(expected);
        assertThat(output).contains(said);
    }
}
