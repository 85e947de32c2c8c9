package dev.meridian.conformance.gateway;

import java.time.Duration;
import java.util.List;

/**
 * How the edges of a stage are set up. Cases that may share edges name the same setup; where breakers, cooldowns, rate
 * limits or a killed process would reach into the next case, a case has a setup of its own.
 *
 * @param name for people and for the names of logs; setups of one name are the same
 * @param shape which programs there are
 * @param euShare of the requests, in basis points, that the first edge's table sends to the other region; 0 where there
 *     is one region
 * @param limits of the byte path
 * @param requestsPerMinute of the rate limit
 * @param burst of the rate limit
 * @param jvm more options of the edges' JVM
 */
public record Setup(
        String name, Shape shape, int euShare, Limits limits, int requestsPerMinute, int burst, List<String> jvm) {
    /** Which programs a stage has. */
    public enum Shape {
        /** One edge, its table on disk. */
        ALONE,
        /** An edge in each of two regions, their tables on disk. */
        PAIR,
        /** One edge, and a controller that it gets its table from. */
        CONTROLLED
    }

    /** No case but the one about rate limits comes near. */
    private static final int UNLIMITED = 1_000_000;

    /** Production's limits; shared by all cases that leave nothing behind. */
    public static final Setup PLAIN = alone("plain");

    /** Limits that a case can wait for. */
    public static final Setup SHORT =
            new Setup("short-limits", Shape.ALONE, 0, Limits.SHORT, UNLIMITED, UNLIMITED, List.of());

    /** Two edges under random faults, half of the first one's requests for the other region; leaks of buffers are told of. */
    public static final Setup CHAOS = new Setup(
            "chaos",
            Shape.PAIR,
            5_000,
            Limits.CHAOS,
            UNLIMITED,
            UNLIMITED,
            List.of(
                    "-Dio.netty.leakDetection.level=paranoid",
                    // Every buffer is followed, but not every look at a byte of it, which would be most of the work.
                    "-Dio.netty.leakDetection.acquireAndReleaseOnly=true"));

    /** Copies its options. */
    public Setup {
        jvm = List.copyOf(jvm);
    }

    /** One edge with production's limits, which no case of another name shares. */
    public static Setup alone(String name) {
        return new Setup(name, Shape.ALONE, 0, Limits.PRODUCTION, UNLIMITED, UNLIMITED, List.of());
    }

    /** Two edges with production's limits; a part of the first one's requests, in basis points, goes to the other region. */
    public static Setup pair(String name, int euShare) {
        return new Setup(name, Shape.PAIR, euShare, Limits.PRODUCTION, UNLIMITED, UNLIMITED, List.of());
    }

    /** One edge and a controller. */
    public static Setup controlled(String name) {
        return new Setup(name, Shape.CONTROLLED, 0, Limits.PRODUCTION, UNLIMITED, UNLIMITED, List.of());
    }

    /** The same with a breaker that stays open that long; whole seconds. */
    public Setup breakerOpen(Duration open) {
        return new Setup(name, shape, euShare, limits.withBreakerOpen(open), requestsPerMinute, burst, jvm);
    }

    /** The same with a rate limit. */
    public Setup rateLimit(int newRequestsPerMinute, int newBurst) {
        return new Setup(name, shape, euShare, limits, newRequestsPerMinute, newBurst, jvm);
    }

    /** Whether a request more or less makes no difference. */
    boolean unlimited() {
        return burst == UNLIMITED;
    }

    /** The {@code config.yaml} of its edges. */
    String config() {
        return """
                circuit_breaker: {enabled: true, failure_threshold: 5, timeout_seconds: %d, half_open_requests: 3}
                rate_limiting: {requests_per_minute: %d, burst_size: %d}
                """.formatted(limits.breakerOpen().toSeconds(), requestsPerMinute, burst);
    }
}
