package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodecleanup.api.v1alpha1.AgentToleration;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicySpec;
import io.nodecleanup.api.v1alpha1.EngineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The DaemonSet that a policy wants: {@code agent-daemonset.yaml} with what the policy and the settings add. Rules, schedule and the like
 * are no part of it: agents read them from the policy, so that a change of rules restarts nothing.
 */
final class DaemonSetTemplate {
    private static final String SOCKET = "socket";
    private static final String DISK = "disk-";

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
                        "--socket=" + socket,
                        // The container port of the template.
                        "--metrics-address=:8081"))
                .addAllToVolumeMounts(mounts(spec.engine()))
                .endContainer()
                .addAllToVolumes(volumes(spec.engine()))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** The socket alone: its folder, /run, holds every other runtime's socket too. A node need not have all the disk paths. */
    private static List<Volume> volumes(EngineSpec engine) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(hostPath(SOCKET, engine.socket(), "Socket"));
        for (int i = 0; i < engine.diskPaths().size(); i++) {
            volumes.add(hostPath(DISK + i, engine.diskPaths().get(i), "DirectoryOrCreate"));
        }
        return volumes;
    }

    private static Volume hostPath(String name, String path, String type) {
        return new VolumeBuilder()
                .withName(name)
                .withHostPath(new HostPathVolumeSource(path, type))
                .build();
    }

    private static List<VolumeMount> mounts(EngineSpec engine) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(new VolumeMountBuilder()
                .withName(SOCKET)
                .withMountPath(engine.socket())
                .build());
        for (int i = 0; i < engine.diskPaths().size(); i++) {
            mounts.add(new VolumeMountBuilder()
                    .withName(DISK + i)
                    .withMountPath(engine.diskPaths().get(i))
                    .withReadOnly(true)
                    .withMountPropagation("HostToContainer")
                    .build());
        }
        return mounts;
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
