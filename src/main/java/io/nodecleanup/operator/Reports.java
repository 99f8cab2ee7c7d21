package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.NodeCleanup;
import java.util.List;

/**
 * The NodeCleanups of a policy.
 *
 * @param selected those of nodes that the policy selects
 * @param leaving those of nodes that are gone or no longer selected, and which are to be removed: their bytes count, their state does not
 * @param removedBytes what the reports say to have reclaimed that were removed just now, not yet part of any status
 */
record Reports(List<NodeCleanup> selected, List<NodeCleanup> leaving, long removedBytes) {
    Reports {
        selected = List.copyOf(selected);
        leaving = List.copyOf(leaving);
    }
}
