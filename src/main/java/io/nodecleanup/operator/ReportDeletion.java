package io.nodecleanup.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes a NodeCleanup as it was seen, not as it may be since. */
final class ReportDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(ReportDeletion.class);

    private ReportDeletion() {}

    /**
     * Whether it was there, unchanged, and is now gone.
     *
     * @throws KubernetesClientException on anything but its being gone or changed: it is still there
     */
    static boolean delete(KubernetesClient client, NodeCleanup report) {
        String name = report.getMetadata().getName();
        try {
            boolean deleted = !client.resources(NodeCleanup.class)
                    .withName(name)
                    .lockResourceVersion(report.getMetadata().getResourceVersion())
                    .delete()
                    .isEmpty();
            if (deleted) {
                LOG.info("removed the report {}: its node is gone or no longer selected", name);
            }
            return deleted;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                LOG.debug("report {} has changed since: left for the next turn", name);
                return false;
            }
            throw e;
        }
    }
}
