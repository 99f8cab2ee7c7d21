package io.nodecleanup.agent;

import io.nodecleanup.api.v1alpha1.RunReport;
import io.nodecleanup.policy.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of the agent on its node: whether it goes on, its figures, and its runs. */
record Vitals(Pulse pulse, Metrics metrics, RunFiles runs, Slack slack) {
    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);

    /** The loop has turned, and is about to wait. */
    void turned() {
        pulse.beat();
        slack.giveBack();
    }

    /** The agent has met its policy. */
    void met() {
        pulse.started();
    }

    void follows(Policy policy) {
        metrics.follow(policy.diskPaths());
    }

    /** An earlier agent's last run. */
    void remembers(RunReport run) {
        metrics.remember(run);
    }

    /** A run is over. */
    void ran(RunReport run) {
        LOG.info(
                "run {} {}: {} of predicted {} bytes reclaimed, errors: {}",
                run.id(),
                run.outcome(),
                run.reclaimedBytes(),
                run.predictedBytes(),
                run.errors());
        runs.finish(run);
        metrics.ran(run);
        slack.grew();
    }
}
