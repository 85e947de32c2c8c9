package dev.meridian.agent.config;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where in a Kubernetes cluster the agent stands, and which of its objects are its region's.
 *
 * @param enabled whether the agent asks the API server at all; not by default
 * @param namespace of the region's edges; by default the agent's own, or that of the kubeconfig
 * @param node the agent's own; required if enabled
 * @param selector the labels of edge pods, as kubectl takes them; {@code app=ai-proxy} by default
 * @param service the Service of the edges, whose ready addresses are counted; none by default
 * @param deployment the Deployment of the edges, which tells of rollouts and of pods that a quota forbids; none by default
 * @param edgePort where edge pods serve, 1 to 65 535; 8080 by default
 * @param startLimit for so long a pod that was never ready is starting, and no failure; 1 s to 1 h, 2 min by default
 */
public record ClusterSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("") String namespace,
        @DefaultValue("") String node,
        @DefaultValue("app=ai-proxy") String selector,
        @DefaultValue("") String service,
        @DefaultValue("") String deployment,
        @DefaultValue("8080") int edgePort,
        @DefaultValue("2m") Duration startLimit) {
    static final String PREFIX = AgentSettings.PREFIX + ".cluster";

    private static final Duration SHORTEST_START = Duration.ofSeconds(1);
    private static final Duration LONGEST_START = Duration.ofHours(1);

    /** @throws IllegalArgumentException if a setting is missing or out of its range; the message names it */
    public ClusterSettings {
        if (enabled && node.isBlank()) {
            throw new IllegalArgumentException(PREFIX + ".node is required with " + PREFIX + ".enabled");
        }
        if (selector.isBlank()) {
            throw new IllegalArgumentException(PREFIX + ".selector is empty, every pod would be an edge");
        }
        if (edgePort < 1 || edgePort > 65_535) {
            throw new IllegalArgumentException(PREFIX + ".edge-port is " + edgePort + ", it must be 1 to 65535");
        }
        AgentSettings.requireRange("cluster.start-limit", startLimit, SHORTEST_START, LONGEST_START);
    }
}
