package dev.meridian.conformance.gateway;

import java.time.Duration;
import java.util.List;

/**
 * The limits that a gateway works by.
 *
 * @param firstContent a stream's first content comes within this time, or another model is tried
 * @param streamIdle a stream may be silent that long after its first content
 * @param headTimeout a request's head must be complete this long after its first byte
 * @param bodyIdle a request's body may pause that long
 * @param body the largest request body, in bytes
 * @param whole how long an answer that is no stream may take in all
 * @param breakerOpen how long a circuit breaker stays open
 * @param keepAlive how long a client's connection may be idle
 */
public record Limits(
        Duration firstContent,
        Duration streamIdle,
        Duration headTimeout,
        Duration bodyIdle,
        long body,
        Duration whole,
        Duration breakerOpen,
        Duration keepAlive) {
    private static final long MEGABYTE = 1024 * 1024;

    /** The design's own. */
    public static final Limits PRODUCTION = new Limits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            50 * MEGABYTE,
            Duration.ofSeconds(120),
            Duration.ofSeconds(30),
            Duration.ofSeconds(75));

    /** Short enough to wait for. */
    static final Limits SHORT = new Limits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            MEGABYTE,
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2));

    /**
     * Short, so that a run of minutes comes to every one of them many times. As in production, first content is waited for less
     * long than silence is borne: an edge must not give another one up just when that moves on.
     */
    static final Limits CHAOS = new Limits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            MEGABYTE,
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(75));

    Limits withBreakerOpen(Duration open) {
        return new Limits(firstContent, streamIdle, headTimeout, bodyIdle, body, whole, open, keepAlive);
    }

    /** As settings of an edge. */
    List<String> options() {
        return List.of(
                "--meridian.edge.limits.first-content=" + millis(firstContent),
                "--meridian.edge.limits.stream-idle=" + millis(streamIdle),
                "--meridian.edge.limits.head-timeout=" + millis(headTimeout),
                "--meridian.edge.limits.body-idle=" + millis(bodyIdle),
                "--meridian.edge.limits.body=" + body + "B",
                "--meridian.edge.limits.request=" + millis(whole),
                "--meridian.edge.limits.keep-alive=" + millis(keepAlive),
                "--meridian.edge.limits.upstream-idle=" + millis(atMost(30)));
    }

    /** {@code TIMEOUT_SECONDS}, the longest attempt at an answer that is no stream. */
    String timeoutSeconds() {
        return Long.toString(atMost(60).toSeconds());
    }

    /** Production's value, but not longer than a whole answer may take: nothing but the idle limit may be longer than a case. */
    private Duration atMost(int productionSeconds) {
        Duration production = Duration.ofSeconds(productionSeconds);
        return whole.compareTo(production) < 0 ? whole : production;
    }

    private static String millis(Duration time) {
        return time.toMillis() + "ms";
    }
}
