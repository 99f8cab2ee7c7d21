package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/**
 * A policy as written. A field left out has its default here too, since a file that never met an API server has none filled in. Only
 * {@code nodeSelector} may be null (a file without it), and {@code schedule} and the blocks that are not wanted.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CleanupPolicySpec(
        @Required
        @Size(max = 32)
        @ValidationRule(value = LABELS_RULE, message = LABELS)
        @JsonPropertyDescription(
                "Labels of the nodes that get an agent. {} selects every Linux node. A node must have all of them.")
        Map<@Size(max = 317) String, @Size(max = 63) String> nodeSelector,

        @Size(max = 32) @JsonPropertyDescription("Tolerations of the agents, as in a Pod, for nodes with taints.")
        List<AgentToleration> tolerations,

        @Default("false") @JsonPropertyDescription("Agents stay on their nodes, but nothing runs.")
        boolean suspend,

        @Default("false") @JsonPropertyDescription("Runs plan and report what they would remove, and delete nothing.")
        boolean dryRun,

        @Size(min = 1, max = 100)
        @ValidationRule(value = CRON_RULE, message = CRON)
        @ValidationRule(value = "!self.contains('TZ=')", message = CRON_ZONE)
        @JsonPropertyDescription(
                "When to run: five cron fields (minute, hour, day of month, month, day of week), or @hourly, @daily, @weekly,"
                        + " @monthly or @yearly. Left out, the policy runs on request, and by diskPressure if it has that.")
        String schedule,

        @Default(UTC)
        @Size(min = 1, max = 64)
        @ValidationRule(
                value = "self == '" + UTC + "' || timestamp('2026-01-01T00:00:00Z').getFullYear(self) > 0",
                message = ZONE)
        @JsonPropertyDescription("IANA time zone of the schedule, such as Europe/Berlin.")
        String timeZone,

        @Default(STARTING_DEADLINE)
        @Size(min = 1, max = 32)
        @ValidationRule(value = DURATION_RULE, message = DURATION)
        @ValidationRule(value = A_MINUTE_RULE, message = A_MINUTE)
        @JsonPropertyDescription(
                "A scheduled run missed by more than this, because the agent was down, is skipped and counted. At least 1m.")
        String startingDeadline,

        @Default(SPREAD)
        @Size(min = 1, max = 32)
        @ValidationRule(value = DURATION_RULE, message = DURATION)
        @JsonPropertyDescription(
                "Each node starts a scheduled run at its own fixed offset within this window, a hash of its name, so that a"
                        + " fleet never loses its caches all at once. 0s starts all at once.")
        String spread,

        @Default(WAIT_FOR_BUILDS)
        @Size(min = 1, max = 32)
        @ValidationRule(value = DURATION_RULE, message = DURATION)
        @JsonPropertyDescription(
                "A scheduled run is put off while a build is running, at most this long, and no longer than startingDeadline. 0s"
                        + " waits for none. Disk pressure and requests do not wait.")
        String waitForBuilds,

        @Default(DEADLINE)
        @Size(min = 1, max = 32)
        @ValidationRule(value = DURATION_RULE, message = DURATION)
        @ValidationRule(value = A_MINUTE_RULE, message = A_MINUTE)
        @JsonPropertyDescription("A run stops, between two deletions, after this long. At least 1m.")
        String deadline,

        @JsonPropertyDescription("Which images to prune. Left out, no image is.")
        ImagesSpec images,

        @JsonPropertyDescription("Which records of the build cache to prune. Left out, none is.")
        BuildCacheSpec buildCache,

        @JsonPropertyDescription("The Docker Engine of the nodes.")
        EngineSpec engine,

        @JsonPropertyDescription(
                "Which stopped containers to prune. Left out, none is. They go before images, which may then go too.")
        ContainersSpec containers,

        @JsonPropertyDescription("Which volumes to prune. Left out, none is.")
        VolumesSpec volumes,

        @JsonPropertyDescription("Which networks to prune. Left out, none is.")
        NetworksSpec networks,

        @JsonPropertyDescription("Limits of a scheduled run. Left out, there are none.")
        LimitsSpec limits,

        @JsonPropertyDescription(
                "When the node's disk is too full, remove what is least valuable at once, not waiting for the schedule. Left out,"
                        + " nothing is removed for want of space.")
        DiskPressureSpec diskPressure,

        @JsonPropertyDescription(
                "What to prune of buildx's docker-container builders, whose caches are their own. Left out, nothing is.")
        BuildersSpec builders) {

    public static final String UTC = "Etc/UTC";
    public static final String STARTING_DEADLINE = "1h";
    public static final String SPREAD = "10m";
    public static final String WAIT_FOR_BUILDS = "15m";
    public static final String DEADLINE = "1h";

    public static final String CRON =
            "write five cron fields, such as \"0 3 * * 0\" for Sundays at three, or @hourly, @daily, @weekly, @monthly or @yearly";
    public static final String CRON_ZONE = "write the time zone in timeZone, not in the schedule";
    public static final String ZONE = "write an IANA time zone, such as Europe/Berlin or Etc/UTC";
    public static final String DURATION =
            "write a duration of w, d, h, m and s, largest first, such as 1h30m or 7d, at most ten years";
    public static final String A_MINUTE = "write at least 1m";
    public static final String LABELS =
            "write labels as kubectl takes them, such as node-role.kubernetes.io/build: \"\" or disk: ssd";
    static final String LABELS_RULE =
            "self.all(k, k.matches('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$')"
                    + " && self[k].matches('^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$'))";
    static final String CRON_RULE =
            "self.startsWith('@') ? self in ['@hourly', '@daily', '@weekly', '@monthly', '@yearly']"
                    + " : size(self.trim().split(' ').filter(f, f != '')) == 5";
    static final String DURATION_RULE =
            "size(self) > 0 && self.matches('^([0-9]{1,9}w)?([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?$')";

    static final String A_MINUTE_RULE =
            "!self.matches('^[0-9wdhms]+$') || self.matches('[1-9][0-9]*[wdhm]|[6-9][0-9]s|[1-9][0-9]{2,}s')";

    public CleanupPolicySpec {
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        timeZone = timeZone == null ? UTC : timeZone;
        startingDeadline = startingDeadline == null ? STARTING_DEADLINE : startingDeadline;
        spread = spread == null ? SPREAD : spread;
        waitForBuilds = waitForBuilds == null ? WAIT_FOR_BUILDS : waitForBuilds;
        deadline = deadline == null ? DEADLINE : deadline;
        engine = engine == null ? new EngineSpec(null, null, null) : engine;
    }
}
