package dev.meridian.edge.route;

import dev.meridian.edge.observe.TrafficRecorder;
import dev.meridian.routing.region.RegionId;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What this edge itself knows of a region: a circuit breaker that only the region's own faults open, and the traffic
 * counted for observations. Outlives tables. Thread-safe.
 */
public final class RegionGate {
    private static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(5)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(100)
            .waitDurationInOpenState(Duration.ofSeconds(30))
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();

    private final CircuitBreaker breaker;
    private final TrafficRecorder traffic = new TrafficRecorder();

    RegionGate(RegionId region) {
        this.breaker = CircuitBreaker.of(region.value(), CONFIG);
    }

    /** Asks for one attempt; each granted one is followed by exactly one of the other calls. */
    public boolean tryEnter() {
        return breaker.tryAcquirePermission();
    }

    /** The attempt showed that the region works, whatever its models answered. */
    public void works(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    /** The attempt failed by the region's fault. */
    public void fails(long nanos) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, RegionFault.INSTANCE);
    }

    /** The attempt showed nothing, as when the client left. */
    public void leave() {
        breaker.releasePermission();
    }

    /** Whether attempts are refused now. */
    public boolean isOpen() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /** The traffic to the region. */
    public TrafficRecorder traffic() {
        return traffic;
    }

    /** Stands for every region fault where resilience4j wants a throwable; without a stack it says nothing more. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final class RegionFault extends RuntimeException {
        static final RegionFault INSTANCE = new RegionFault();

        private RegionFault() {
            super("region fault", null, false, false);
        }
    }
}
