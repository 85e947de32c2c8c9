package dev.meridian.agent.config;

import dev.meridian.agent.probe.EdgeDirectory;
import dev.meridian.agent.probe.ProbeSchedule;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.RegionReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the agent observes and whom it tells.
 *
 * @param region the region it speaks for; by default that of its node's label, required outside of a cluster
 * @param name unique among the region's agents; the host name by default
 * @param edges base URLs of the region's edges, at most 256; required outside of a cluster, in one they are probed until its
 *     pods are known
 * @param controllerUrl base URL of the controller; required
 * @param controllerTokenFile holds the agent's token for the controller; none by default
 * @param controllerCaFile the authorities that the controller's certificate is held against, PEM; Java's own by default
 * @param controllerCertificateFile what the controller is shown, PEM; nothing by default
 * @param controllerKeyFile its private key, PEM; set where the certificate is
 * @param peerTokenFile holds the token that edges know each other by; none by default
 * @param reportInterval between two reports, 100 ms to 5 min; 5 s by default
 * @param probeInterval between two probes of a target, 50 ms to the report interval; 1 s by default
 * @param probeTimeout for one probe, 10 ms to 30 s; 2 s by default
 * @param endpointOverrides how this agent reaches a region, in the place of the table's endpoint
 * @param cluster the Kubernetes cluster that it stands in
 */
@ConfigurationProperties(prefix = AgentSettings.PREFIX)
public record AgentSettings(
        @Nullable RegionId region,
        @DefaultValue("") String name,
        @DefaultValue List<Endpoint> edges,
        Endpoint controllerUrl,
        @Nullable Path controllerTokenFile,
        @Nullable Path controllerCaFile,
        @Nullable Path controllerCertificateFile,
        @Nullable Path controllerKeyFile,
        @Nullable Path peerTokenFile,
        @DefaultValue("5s") Duration reportInterval,
        @DefaultValue("1s") Duration probeInterval,
        @DefaultValue("2s") Duration probeTimeout,
        @DefaultValue Map<RegionId, Endpoint> endpointOverrides,
        @DefaultValue ClusterSettings cluster) {
    /** What the names of all settings here begin with. */
    public static final String PREFIX = "meridian.agent";

    private static final Duration SHORTEST_REPORT = Duration.ofMillis(100);
    private static final Duration SHORTEST_PROBE = Duration.ofMillis(50);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    /** @throws IllegalArgumentException if a setting is missing or out of its range; the message names it */
    public AgentSettings {
        if (!cluster.enabled()) {
            require("region", region);
        }
        require("controller-url", controllerUrl);
        requireHttps(controllerUrl, controllerCaFile, controllerCertificateFile, controllerKeyFile);
        edges = List.copyOf(edges);
        endpointOverrides = Map.copyOf(endpointOverrides);
        requireEdges(edges, cluster.enabled());
        requireRange("report-interval", reportInterval, SHORTEST_REPORT, RegionReport.MAX_INTERVAL.dividedBy(2));
        requireRange("probe-interval", probeInterval, SHORTEST_PROBE, reportInterval);
        requireRange("probe-timeout", probeTimeout, SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
        if (region != null && endpointOverrides.containsKey(region)) {
            throw new IllegalArgumentException(
                    PREFIX + ".endpoint-overrides." + region + " is the agent's own region, which it never probes so");
        }
        name = name.isEmpty() ? HostName.local() : name;
        requireName(name);
    }

    /** When to probe. */
    public ProbeSchedule schedule() {
        return new ProbeSchedule(probeInterval, probeTimeout, reportInterval.dividedBy(2));
    }

    private static void require(String key, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(PREFIX + "." + key + " is required");
        }
    }

    private static void requireHttps(
            Endpoint controller, @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    PREFIX + ".controller-certificate-file and " + PREFIX + ".controller-key-file need each other");
        }
        if ((authorities != null || certificate != null) && !controller.secure()) {
            throw new IllegalArgumentException(PREFIX + ".controller-ca-file and " + PREFIX
                    + ".controller-certificate-file need a controller-url that begins with https");
        }
    }

    private static void requireEdges(List<Endpoint> edges, boolean cluster) {
        if ((edges.isEmpty() && !cluster) || edges.size() > EdgeDirectory.MAX_PROBED) {
            throw new IllegalArgumentException(
                    PREFIX + ".edges lists " + edges.size() + " edges, it must list 1 to " + EdgeDirectory.MAX_PROBED);
        }
        if (new HashSet<>(edges).size() < edges.size()) {
            throw new IllegalArgumentException(PREFIX + ".edges lists an edge twice");
        }
    }

    static void requireRange(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(PREFIX + "." + key + " is " + value.toMillis() + " ms, it must be "
                    + min.toMillis() + " to " + max.toMillis() + " ms");
        }
    }

    private static void requireName(String name) {
        try {
            var _ = new Sender(name, "boot", 1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + ".name: " + e.getMessage(), e);
        }
    }
}
