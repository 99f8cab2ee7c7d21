package io.nodecleanup.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.nodecleanup.agent.AgentCommand;
import io.nodecleanup.policy.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The samples that run the agent without an operator. */
class WithoutKubernetesSamplesTest {
    private static final Path FOLDER = Path.of("deploy/samples");
    private static final String IMAGE = "registry.example.com/node-cleanup-operator:0.1.0";

    @Test
    void shouldCallTheAgentWithOptionsThatItHasWhenTheUnitIsStarted() {
        // Given
        String unit = Yaml.text(FOLDER.resolve("node-cleanup.service")).replace("\\\n", " ");
        List<String> words = unit.lines()
                .filter(line -> line.startsWith("ExecStart="))
                .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
                .toList();
        // When
        CommandLine.ParseResult agent = agent(words.subList(words.indexOf(IMAGE) + 1, words.size()));
        // Then
        String policy = agent.matchedOptionValue("--policy", "");
        List<String> mounted = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("--volume")) {
                mounted.add(words.get(i + 1).split(":", -1)[1]);
            }
        }
        assertThat(mounted).anyMatch(policy::startsWith);
        assertThat(mounted)
                .contains(agent.matchedOptionValue("--state", Path.of("")).toString(), "/var/run/docker.sock");
    }

    @Test
    void shouldCallTheAgentWithThePolicyThatTheConfigMapHasWhenThePodStarts() {
        // Given
        List<JsonNode> documents = Yaml.documents(Yaml.text(FOLDER.resolve("dind-sidecar.yaml")));
        Pod pod = Yaml.as(Pod.class, documents.get(1));
        Container sidecar = pod.getSpec().getContainers().getLast();
        // When
        CommandLine.ParseResult agent = agent(sidecar.getArgs());
        Policy policy = Policies.read(
                Yaml.documents(documents.getFirst().at("/data/policy.yaml").asText())
                        .getFirst());
        // Then
        assertThat(sidecar.getImage()).isEqualTo(IMAGE);
        assertThat(agent.matchedOptionValue("--policy", "")).isEqualTo("/etc/node-cleanup/policy.yaml");
        assertThat(sidecar.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains(
                        "/etc/node-cleanup",
                        agent.matchedOptionValue("--state", Path.of("")).toString(),
                        Path.of(policy.socket()).getParent().toString());
        assertThat(pod.getSpec().getContainers().getFirst().getArgs())
                .containsExactly("--host=unix://" + policy.socket());
        assertThat(policy.schedule()).isPresent();
        // fabric8 keeps fields that Kubernetes does not know here.
        assertThat(Stream.of(
                        pod.getAdditionalProperties(),
                        pod.getSpec().getAdditionalProperties(),
                        sidecar.getAdditionalProperties(),
                        sidecar.getSecurityContext().getAdditionalProperties()))
                .allMatch(unknown -> unknown.isEmpty());
    }

    /** What the words behind the image are parsed to, which fails for an option that there is not. */
    private static CommandLine.ParseResult agent(List<String> words) {
        assertThat(words.getFirst()).isEqualTo("agent");
        return new CommandLine(new AgentCommand())
                .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    }
}
