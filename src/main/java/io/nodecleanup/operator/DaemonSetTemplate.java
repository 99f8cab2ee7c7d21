package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodecleanup.api.v1alpha1.AgentToleration;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The DaemonSet that a policy wants: {@code agent-daemonset.yaml} with what the policy and the settings add. Rules, schedule and the like
 * are no part of it: agents read them from the policy, so that a change of rules restarts nothing.
 */
final class DaemonSetTemplate {
    private static final String SOCKET = "socket";

    private DaemonSetTemplate() {}

    /** The name of the policy's DaemonSet. */
    static String nameOf(String policyName) {
        return "agent-" + policyName;
    }

    /**
     * The DaemonSet as it should be, without owner. Pure.
     *
     * @param policy an admitted one: its nodeSelector is not null
     */
    static DaemonSet desired(CleanupPolicy policy, AgentSettings settings, String namespace) {
        String name = policy.getMetadata().getName();
        CleanupPolicySpec spec = policy.getSpec();
        String socket = spec.engine().socket();
        return new DaemonSetBuilder(base())
                .withNewMetadata()
                .withName(nameOf(name))
                .withNamespace(namespace)
                .withLabels(AgentLabels.of(name))
                .endMetadata()
                .editSpec()
                .withNewSelector()
                .withMatchLabels(AgentLabels.selector(name))
                .endSelector()
                .editTemplate()
                .withNewMetadata()
                .withLabels(AgentLabels.of(name))
                .endMetadata()
                .editSpec()
                .withServiceAccountName(settings.serviceAccount())
                .withNodeSelector(spec.nodeSelector())
                .withTolerations(spec.tolerations().stream()
                        .map(DaemonSetTemplate::toleration)
                        .toList())
                .withImagePullSecrets(settings.imagePullSecrets().stream()
                        .map(LocalObjectReference::new)
                        .toList())
                .editFirstContainer()
                .withImage(settings.image())
                .withImagePullPolicy(settings.imagePullPolicy())
                .withArgs(List.of(
                        "agent",
                        "--policy=" + name,
                        "--policy-uid=" + policy.getMetadata().getUid(),
                        "--node=$(NODE_NAME)",
                        "--socket=" + socket))
                .addToVolumeMounts(
                        0,
                        new VolumeMountBuilder()
                                .withName(SOCKET)
                                .withMountPath(socket)
                                .build())
                .endContainer()
                // The socket alone: its folder, /run, holds every other runtime's socket too.
                .addToVolumes(
                        0,
                        new VolumeBuilder()
                                .withName(SOCKET)
                                .withHostPath(new HostPathVolumeSource(socket, "Socket"))
                                .build())
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static DaemonSet base() {
        try (var yaml = DaemonSetTemplate.class.getResourceAsStream("agent-daemonset.yaml")) {
            return Serialization.unmarshal(yaml, DaemonSet.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Toleration toleration(AgentToleration t) {
        return new Toleration(t.effect(), t.key(), t.operator(), t.tolerationSeconds(), t.value());
    }
}
