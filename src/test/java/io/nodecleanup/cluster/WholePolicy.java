package io.nodecleanup.cluster;

import static io.nodecleanup.cluster.Shell.docker;
import static io.nodecleanup.cluster.Shell.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The policy {@code whole} of the test cluster, and its two nodes: what a person asks of them. */
final class WholePolicy {
    static final List<String> NODES = List.of("node-1", "node-2");

    private static final ObjectMapper JSON = new ObjectMapper();

    private WholePolicy() {}

    /** Asks for a run and waits until both nodes have done it. One image is given a new name before, so that it is too young to go. */
    static void runNow() {
        tagFresh();
        String request = Instant.now().toString();
        kubectl("annotate", "cup", "whole", "nodecleanup.io/run-requested-at=" + request, "--overwrite")
                .orFail();
        kubectl("wait", "cup/whole", "--for=jsonpath={.status.lastHandledRunRequest}=" + request, "--timeout=180s")
                .orFail();
    }

    /** A new name makes an old image young. */
    static void tagFresh() {
        NODES.forEach(node -> docker(node, "tag", "registry.example.com/app:4", "registry.example.com/fresh:1")
                .orFail());
    }

    /** A part of the policy. */
    static String policy(String jsonPath) {
        return kubectl("get", "cup", "whole", "--output=jsonpath=" + jsonPath).orFail();
    }

    /** A part of the node's report. */
    static String report(String node, String jsonPath) {
        return kubectl("get", "nc", "whole." + node, "--output=jsonpath=" + jsonPath)
                .orFail();
    }

    static String state(String node) {
        return report(node, "{.status.conditions[?(@.type==\"Ready\")].reason}");
    }

    /** Kind and id of what the last run on the node logged with this action. */
    static Set<String> logged(String node, String action) {
        String run = report(node, "{.status.lastRun.id}");
        String pod = kubectl(
                        "--namespace=node-cleanup",
                        "get",
                        "pod",
                        "--selector=nodecleanup.io/policy=whole",
                        "--field-selector=spec.nodeName=" + node,
                        "--output=name")
                .orFail();
        Set<String> things = new TreeSet<>();
        for (String line : kubectl("--namespace=node-cleanup", "logs", pod).lines()) {
            if (line.startsWith("{")) {
                JsonNode entry = json(line);
                if (entry.get("run").asText().equals(run)
                        && entry.get("action").asText().equals(action)) {
                    things.add(
                            entry.get("kind").asText() + " " + entry.get("id").asText());
                }
            }
        }
        return things;
    }

    static Set<String> images(String node) {
        return new TreeSet<>(docker(node, "image", "ls", "--format", "{{.Repository}}:{{.Tag}}")
                .lines());
    }

    /** The sizes of the {@code docker system df} table, as docker rounds them. */
    static long bytesTaken(String node) {
        return docker(node, "system", "df", "--format", "{{.Size}}").lines().stream()
                .mapToLong(WholePolicy::bytes)
                .sum();
    }

    private static long bytes(String size) {
        String unit = size.replaceAll("[0-9.]", "");
        double factor = switch (unit) {
            case "B" -> 1;
            case "kB" -> 1e3;
            case "MB" -> 1e6;
            case "GB" -> 1e9;
            default -> throw new AssertionError("unknown unit in " + size);
        };
        return (long) (Double.parseDouble(size.substring(0, size.length() - unit.length())) * factor);
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
