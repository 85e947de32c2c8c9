package dev.meridian.edge.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of the byte path, {@code meridian.edge.limits.*}. A request over one of them is refused by name.
 *
 * @param body the largest request body; 50 MB is what the ingress people bring allows too
 * @param bufferedBodies all request bodies held at once, outside of the heap; more is refused with 503
 * @param head the largest request head
 * @param connections client connections at once; more are closed as they come
 * @param upstreamConnections connections to one target from one event loop; more are refused with 503
 * @param idleConnections idle connections to one target that one event loop keeps
 * @param headTimeout a request's head must be complete this long after its first byte
 * @param bodyIdle a request's body may pause this long
 * @param keepAlive an idle client connection is closed after this time
 * @param connect how long connecting to a target may take
 * @param upstreamIdle an idle upstream connection is closed after this time; shorter than common servers' 60 s
 * @param firstContent how long a streamed answer may take to its first content
 * @param streamIdle how long a stream may be silent after its first content
 * @param request how long a unary request may take in all, where it names no deadline of its own
 * @param keepAlivePing after this silence before first content a stream's client is sent comments
 * @param shutdownNotice how long after SIGTERM an edge that says it is not ready still takes requests, until whoever
 *     sends them has noticed; 0 or more
 * @param shutdown how long running exchanges may take to finish after SIGTERM
 */
public record Limits(
        @DefaultValue("50MB") DataSize body,
        @DefaultValue("128MB") DataSize bufferedBodies,
        @DefaultValue("32KB") DataSize head,
        @DefaultValue("20000") int connections,
        @DefaultValue("4096") int upstreamConnections,
        @DefaultValue("256") int idleConnections,
        @DefaultValue("10s") Duration headTimeout,
        @DefaultValue("30s") Duration bodyIdle,
        @DefaultValue("75s") Duration keepAlive,
        @DefaultValue("1s") Duration connect,
        @DefaultValue("30s") Duration upstreamIdle,
        @DefaultValue("20s") Duration firstContent,
        @DefaultValue("30s") Duration streamIdle,
        @DefaultValue("120s") Duration request,
        @DefaultValue("15s") Duration keepAlivePing,
        @DefaultValue("5s") Duration shutdownNotice,
        @DefaultValue("30s") Duration shutdown) {
    /** @throws IllegalArgumentException naming the key, the value and the limit */
    public Limits {
        EdgeSettings.requireRange("limits.body (bytes)", body.toBytes(), 1, 1L << 30);
        EdgeSettings.requireRange("limits.buffered-bodies (bytes)", bufferedBodies.toBytes(), body.toBytes(), 1L << 40);
        EdgeSettings.requireRange("limits.head (bytes)", head.toBytes(), 1_024, 1 << 20);
        EdgeSettings.requireRange("limits.connections", connections, 1, 1_000_000);
        EdgeSettings.requireRange("limits.upstream-connections", upstreamConnections, 1, 65_535);
        EdgeSettings.requireRange("limits.idle-connections", idleConnections, 0, upstreamConnections);
        requireTime("head-timeout", headTimeout);
        requireTime("body-idle", bodyIdle);
        requireTime("keep-alive", keepAlive);
        requireTime("connect", connect);
        requireTime("upstream-idle", upstreamIdle);
        requireTime("first-content", firstContent);
        requireTime("stream-idle", streamIdle);
        requireTime("request", request);
        requireTime("keep-alive-ping", keepAlivePing);
        EdgeSettings.requireRange("limits.shutdown-notice (ms)", shutdownNotice.toMillis(), 0, 3_600_000);
        requireTime("shutdown", shutdown);
    }

    private static void requireTime(String key, Duration value) {
        EdgeSettings.requireRange("limits." + key + " (ms)", value.toMillis(), 1, 3_600_000);
    }
}
