package io.nodecleanup.agent;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.policy.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A policy in a file, without Kubernetes, read at each look; a change of its text, or of what is wrong with it, is a new generation. A run
 * is requested by touching a file: its time is the value of the request.
 */
final class FilePolicy implements PolicySource {
    private final Path file;
    private final Path request;
    private final Optional<String> socket;
    private String seen;
    private long generation;
    private String parsed;
    private CleanupPolicySpec spec;

    /**
     * @param request the file to touch; it need not be there
     * @param socket the engine's, if it was taken from the policy: another one in the policy needs another agent
     */
    FilePolicy(Path file, Path request, Optional<String> socket) {
        this.file = file;
        this.request = request;
        this.socket = socket;
    }

    @Override
    public Sighting look() {
        return confirm();
    }

    @Override
    public synchronized Sighting confirm() {
        try {
            String text = Files.readString(file);
            var policy = new CleanupPolicy();
            policy.setSpec(specIn(text));
            String wanted =
                    policy.getSpec() == null ? null : policy.getSpec().engine().socket();
            if (wanted != null && !socket.orElse(wanted).equals(wanted)) {
                return broken("spec.engine.socket: \"" + wanted + "\": this agent serves " + socket.get()
                        + "; restart it, or write that");
            }
            renew(text);
            policy.setMetadata(metadata());
            return new Sighting.Seen(policy);
        } catch (NoSuchFileException e) {
            return broken("there is no such file");
        } catch (IOException e) {
            return broken("cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            return broken(e.getMessage());
        }
    }

    @Override
    public String howToRequest() {
        return "touch " + request;
    }

    @Override
    public void close() {
        // No handle is kept open.
    }

    /** Parsed only when it has changed: an idle agent looks every 30 s. */
    private CleanupPolicySpec specIn(String text) {
        if (!text.equals(parsed)) {
            spec = PolicyText.parse(text).getSpec();
            parsed = text;
        }
        return spec;
    }

    private Sighting broken(String why) {
        String sentence = file + ": " + why;
        renew(sentence);
        var policy = new CleanupPolicy();
        policy.setMetadata(metadata());
        return new Sighting.Broken(policy, sentence);
    }

    private void renew(String text) {
        if (!text.equals(seen)) {
            seen = text;
            generation++;
        }
    }

    private ObjectMeta metadata() {
        var metadata = new ObjectMetaBuilder().withGeneration(generation);
        try {
            metadata.addToAnnotations(
                    CleanupPolicy.RUN_REQUEST,
                    Files.getLastModifiedTime(request).toString());
        } catch (IOException e) {
            // Not there: nobody asks.
            return metadata.build();
        }
        return metadata.build();
    }
}
