package dev.meridian.edge.settings;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The edge's own settings, {@code meridian.edge.*}.
 *
 * @param address where it listens
 * @param port where it listens; 0 means any free port, which is then logged
 * @param origin where this edge stands; required
 * @param region the region it serves; the origin's name unless set
 * @param name this instance's name in observations; the host's name unless set
 * @param controllerUrl the controller's base URL, or its host and port; without it the table on disk serves
 * @param controllerTokenFile the token for the controller; without it none is sent
 * @param controllerCaFile the authorities that the controller's certificate is held against, PEM; without it Java's own
 * @param controllerCertificateFile what the controller is shown, PEM; without it nothing
 * @param controllerKeyFile its private key, PEM
 * @param peerTokenFile the token that edges of one installation share; without it this edge neither takes nor makes hops
 * @param tableFile where the last good table is kept
 * @param configFile the model chain, {@code config.yaml}; without it the default chain
 * @param retryFile {@code retry.yaml}; without it the defaults
 * @param clientKeysFile client keys beside the upstream API's own; without it there are none
 * @param pricesFile what models cost; without it the defaults
 * @param secretDir a mounted Secret that holds the upstream API's key; without it the environment does
 * @param reloadInterval how often the files above are looked at for new versions, 100 ms to 10 min
 * @param contextFallback a model with a larger context, tried where a request's is too long for the model asked for
 * @param modelFirstContent in place of {@code limits.first-content}, by model
 * @param observationInterval how often observations are sent, 100 ms to 10 min
 * @param tableWait how long one poll for a table may wait at the controller, 1 s to 60 s
 * @param endpointOverrides how this edge reaches a region, where that is not the table's endpoint
 * @param eventLoops threads of the byte path, 1 to 256; 0 means one a processor
 * @param busyPoll how long a thread of the byte path looks for more input after some before it sleeps, 0 to 10 ms
 * @param transport the kind of sockets
 * @param accessLog which requests have a line in the access log
 * @param accessLogFile where these lines are added; without it standard output is
 * @param limits the bounds of the byte path
 */
@ConfigurationProperties(prefix = "meridian.edge", ignoreUnknownFields = false)
public record EdgeSettings(
        @DefaultValue("0.0.0.0") String address,
        @DefaultValue("8080") int port,
        @Nullable String origin,
        @Nullable String region,
        @Nullable String name,
        @Nullable Endpoint controllerUrl,
        @Nullable Path controllerTokenFile,
        @Nullable Path controllerCaFile,
        @Nullable Path controllerCertificateFile,
        @Nullable Path controllerKeyFile,
        @Nullable Path peerTokenFile,
        @DefaultValue("./data/table.json") Path tableFile,
        @Nullable Path configFile,
        @Nullable Path retryFile,
        @Nullable Path clientKeysFile,
        @Nullable Path pricesFile,
        @Nullable Path secretDir,
        @DefaultValue("2s") Duration reloadInterval,
        @Nullable String contextFallback,
        @DefaultValue Map<String, Duration> modelFirstContent,
        @DefaultValue("5s") Duration observationInterval,
        @DefaultValue("30s") Duration tableWait,
        @DefaultValue Map<String, String> endpointOverrides,
        @DefaultValue("0") int eventLoops,
        @DefaultValue("0") Duration busyPoll,
        @DefaultValue("auto") SocketKind transport,
        @DefaultValue("errors") LoggedRequests accessLog,
        @Nullable Path accessLogFile,
        @DefaultValue Limits limits) {
    /** @throws IllegalArgumentException naming the key, the value and the limit */
    public EdgeSettings {
        requireRange("port", port, 0, 65_535);
        requireRange("event-loops", eventLoops, 0, 256);
        requireRange("busy-poll (us)", TimeUnit.NANOSECONDS.toMicros(busyPoll.toNanos()), 0, 10_000);
        requireRange("observation-interval (ms)", observationInterval.toMillis(), 100, 600_000);
        requireRange("reload-interval (ms)", reloadInterval.toMillis(), 100, 600_000);
        requireRange("table-wait (s)", tableWait.toSeconds(), 1, 60);
        if (origin == null || origin.isBlank()) {
            throw new IllegalArgumentException(
                    "meridian.edge.origin must be set: where this edge stands, such as us-west-2");
        }
        modelFirstContent = Map.copyOf(modelFirstContent);
        modelFirstContent.forEach(
                (model, time) -> requireRange("model-first-content." + model + " (ms)", time.toMillis(), 1, 3_600_000));
        endpointOverrides = Map.copyOf(endpointOverrides);
    }

    /** Where this edge stands. */
    @SuppressWarnings("NullAway") // the constructor requires it
    public OriginId originId() {
        return new OriginId(origin);
    }

    /** The region this edge serves. */
    public RegionId regionId() {
        return new RegionId(region != null ? region : originId().value());
    }

    /** {@link #endpointOverrides}, read. */
    public Map<RegionId, Endpoint> overrides() {
        Map<RegionId, Endpoint> overrides = new TreeMap<>();
        endpointOverrides.forEach((id, endpoint) -> overrides.put(new RegionId(id), Endpoint.parse(endpoint)));
        return overrides;
    }

    static void requireRange(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "meridian.edge." + key + " is " + value + ", it must be " + min + " to " + max);
        }
    }
}
