package io.nodecleanup.operator;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.nodecleanup.api.v1alpha1.CleanupPolicy;
import io.nodecleanup.api.v1alpha1.CleanupPolicyStatus;
import io.nodecleanup.api.v1alpha1.NodeCleanup;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the cluster what a CleanupPolicy says, and its status what the cluster says. It looks at the state and never at the event.
 *
 * <p>Annotations count as changes (generation-unaware): a run request is one.
 */
@RateLimited(maxReconciliations = 1, within = 5)
@GradualRetry(maxAttempts = -1, maxInterval = 60_000)
@ControllerConfiguration(
        name = "cleanuppolicy",
        fieldManager = "node-cleanup-operator",
        generationAwareEventProcessing = false,
        rateLimiter = AtMostEvery.class)
public class CleanupPolicyReconciler implements Reconciler<CleanupPolicy> {
    /** Time alone makes news: a next run that has gone by, a node that has failed for half an hour, a report that is due to go. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** What the API server refuses, it may take once a webhook is back or a quota is larger: nothing tells. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(CleanupPolicyReconciler.class);

    private final AgentSettings settings;
    private final Clock clock;
    private final Duration patience;
    private final AgentDaemonSet agents;
    private final ReportSweep sweep;
    private final StatusPace pace;

    /** The operator's reconciler. */
    @Inject
    public CleanupPolicyReconciler(AgentSettings settings, Clock clock) {
        this(settings, clock, ReportSweep.PATIENCE, StatusPace.PERIOD);
    }

    CleanupPolicyReconciler(AgentSettings settings, Clock clock, Duration patience, Duration period) {
        this.settings = settings;
        this.clock = clock;
        this.patience = patience;
        this.agents = new AgentDaemonSet(settings);
        this.sweep = new ReportSweep(patience);
        this.pace = new StatusPace(period);
    }

    @Override
    public List<EventSource<?, CleanupPolicy>> prepareEventSources(EventSourceContext<CleanupPolicy> context) {
        List<EventSource<?, CleanupPolicy>> sources =
                new ArrayList<>(EventSourceUtils.dependentEventSources(context, agents));
        var reports = NodeSources.reports(context);
        sources.add(reports);
        sources.add(NodeSources.nodes(context, reports));
        return sources;
    }

    @Override
    public UpdateControl<CleanupPolicy> reconcile(CleanupPolicy policy, Context<CleanupPolicy> context) {
        Instant now = clock.instant();
        Admission admission = Admission.of(policy.getSpec(), settings.allowedSockets());
        Agents present = switch (admission) {
            case Admission.Admitted admitted -> agents.apply(policy, context);
            case Admission.Refused refused -> agents.remove(policy, context);
        };
        Reports reports = sweep(policy, context, now);
        CleanupPolicyStatus status = StatusAggregator.status(policy, admission, present, reports, now);
        Duration next = reports.leaving().isEmpty() ? LOOK_AGAIN : shorter(patience, LOOK_AGAIN);
        if (present.refusal().isPresent()) {
            next = shorter(TRY_AGAIN, next);
        }
        if (!status.equals(policy.getStatus())) {
            Duration hold = pace.hold(policy, status, reports, now);
            if (hold.isZero()) {
                write(policy.getMetadata().getName(), status, context);
                pace.written(policy, now);
            } else {
                next = shorter(hold, next);
            }
        }
        return UpdateControl.<CleanupPolicy>noUpdate().rescheduleAfter(next);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private Reports sweep(CleanupPolicy policy, Context<CleanupPolicy> context, Instant now) {
        List<NodeCleanup> reports = context.getSecondaryResourcesAsStream(NodeCleanup.class)
                .filter(report -> isOf(policy, report))
                .toList();
        var nodes = (InformerEventSource<Node, CleanupPolicy>)
                context.eventSourceRetriever().<Node>getEventSourceFor(Node.class);
        return policy.getSpec() != null && policy.getSpec().nodeSelector() != null && NodeSources.isComplete(nodes)
                ? sweep.sweep(
                        policy,
                        reports,
                        name -> nodes.get(new ResourceID(name)),
                        report -> ReportDeletion.delete(context.getClient(), report),
                        now)
                : ReportSweep.untouched(reports);
    }

    /** A policy of the same name may have been there before; its reports are on their way out. */
    private static boolean isOf(CleanupPolicy policy, NodeCleanup report) {
        return report.getMetadata().getOwnerReferences().stream()
                .filter(owner -> owner.getKind().equals(policy.getKind()))
                .allMatch(owner -> owner.getUid().equals(policy.getMetadata().getUid()));
    }

    private static void write(String name, CleanupPolicyStatus status, Context<CleanupPolicy> context) {
        var fresh = new CleanupPolicy();
        fresh.getMetadata().setName(name);
        fresh.setStatus(status);
        try {
            context.resourceOperations().serverSideApplyPrimaryStatus(fresh);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            LOG.debug("policy {} was deleted meanwhile", name);
        }
    }
}
