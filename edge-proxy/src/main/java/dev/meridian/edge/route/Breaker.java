package dev.meridian.edge.route;

import dev.meridian.edge.settings.BreakerSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Leaves a thing alone that fails: after a number of failures in a row, or where half of the latest attempts failed, for
 * a time; then a number of probes decide. What an attempt shows counts only in the state that let it in, so that a late
 * answer from before closes or opens nothing. Outlives changes of its settings. Thread-safe.
 */
public final class Breaker {
    /** The pass of an attempt that was refused. */
    public static final int REFUSED = -1;

    /** The pass of an attempt that is made although it would be refused; it counts for nothing. */
    public static final int FORCED = -2;

    /** The failure rate is looked at over this many times the failures in a row that open: 20 attempts by default. */
    private static final int WINDOW_FACTOR = 4;

    /** A probe that never tells what it has shown must not shut a breaker for good; no attempt takes longer by default. */
    private static final Duration MAX_PROBING = Duration.ofMinutes(2);

    private static final int MAX_WINDOW = 1_000;
    private static final float MAX_FAILURE_PERCENT = 50;

    private final String name;
    private final Supplier<BreakerSettings> settings;
    private volatile Circuit circuit;

    /** @param settings what applies now; asked at every attempt */
    public Breaker(String name, Supplier<BreakerSettings> settings) {
        this.name = name;
        this.settings = settings;
        this.circuit = new Circuit(name, settings.get(), 0);
    }

    /** Asks for one attempt: {@link #REFUSED}, or a pass that exactly one of the other calls gives back. */
    public int tryEnter() {
        return current().tryEnter();
    }

    /** The attempt showed that the thing works. */
    public void works(int pass, long nanos) {
        Circuit now = circuit;
        if (now.counts(pass)) {
            now.works(nanos);
        }
    }

    /**
     * The attempt works so far. A probe has then shown what it was let in for, and must not keep others out while its answer
     * goes on; of any other attempt its end will tell.
     *
     * @return whether that settles it, so that nothing more is to be told of this pass
     */
    public boolean worksSoFar(int pass, long nanos) {
        Circuit now = circuit;
        if (!now.counts(pass) || !now.isProbing()) {
            return false;
        }
        now.works(nanos);
        return true;
    }

    /** The attempt showed that it does not. */
    public void fails(int pass, long nanos) {
        Circuit now = circuit;
        if (now.counts(pass)) {
            now.fails(nanos);
        }
    }

    /** The attempt showed nothing, as when the client left. */
    public void leave(int pass) {
        Circuit now = circuit;
        if (now.counts(pass)) {
            now.leave();
        }
    }

    /** Whether attempts are refused now. */
    public boolean isOpen() {
        return circuit.isOpen();
    }

    /** How long until probes are let through, in nanoseconds; 0 if it is not open. */
    public long opensAgainIn(long now) {
        return circuit.opensAgainIn(now);
    }

    /** Closed 0, half open 1, open 2; one that is due to let probes through counts as half open. */
    int gauge(long now) {
        return circuit.gauge(now);
    }

    private Circuit current() {
        Circuit now = circuit;
        BreakerSettings wanted = settings.get();
        return now.settings.equals(wanted) ? now : changed(wanted);
    }

    private synchronized Circuit changed(BreakerSettings wanted) {
        if (!circuit.settings.equals(wanted)) {
            circuit = new Circuit(name, wanted, circuit.generation.get() + 1);
        }
        return circuit;
    }

    /** resilience4j's breaker for the probes and the rate, and what it lacks: failures in a row, and which state let an attempt in. */
    private static final class Circuit {
        private final BreakerSettings settings;
        private final CircuitBreaker breaker;
        private final AtomicInteger generation;
        private final AtomicInteger inARow = new AtomicInteger();
        private final int window;

        /** Successes that are still to be recorded until the window holds nothing else, and more would change nothing. */
        private final AtomicInteger toRecord = new AtomicInteger();

        private volatile long openedAt;

        Circuit(String name, BreakerSettings settings, int generation) {
            this.settings = settings;
            this.generation = new AtomicInteger(generation);
            this.window = Math.min(MAX_WINDOW, settings.failures() * WINDOW_FACTOR);
            this.breaker = CircuitBreaker.of(
                    name,
                    CircuitBreakerConfig.custom()
                            .slidingWindowType(SlidingWindowType.COUNT_BASED)
                            .slidingWindowSize(window)
                            .minimumNumberOfCalls(window)
                            .failureRateThreshold(MAX_FAILURE_PERCENT)
                            .waitDurationInOpenState(settings.open())
                            .permittedNumberOfCallsInHalfOpenState(settings.probes())
                            .maxWaitDurationInHalfOpenState(
                                    settings.open().compareTo(MAX_PROBING) > 0 ? settings.open() : MAX_PROBING)
                            .build());
            breaker.getEventPublisher().onStateTransition(change -> {
                openedAt = System.nanoTime();
                inARow.set(0);
                toRecord.set(window);
                this.generation.incrementAndGet();
            });
            for (int i = 0; i < window; i++) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS); // so that the first failures are not most of the attempts
            }
        }

        int tryEnter() {
            if (!settings.enabled()) {
                return FORCED;
            }
            return breaker.getState() == State.CLOSED ? pass() : passOneByOne();
        }

        /** Whoever lets the first probe in makes a new generation, and another probe must not be given the old one's pass. */
        private synchronized int passOneByOne() {
            return pass();
        }

        private int pass() {
            return breaker.tryAcquirePermission() ? generation.get() & Integer.MAX_VALUE : REFUSED;
        }

        boolean counts(int pass) {
            return pass == (generation.get() & Integer.MAX_VALUE);
        }

        void works(long nanos) {
            if (inARow.get() != 0) {
                inARow.set(0);
            }
            if (toRecord.get() > 0) {
                toRecord.decrementAndGet();
                breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            }
        }

        void fails(long nanos) {
            int failures = inARow.incrementAndGet();
            toRecord.set(window);
            breaker.onError(nanos, TimeUnit.NANOSECONDS, Failure.INSTANCE);
            if (failures >= settings.failures() && breaker.getState() == State.CLOSED) {
                breaker.transitionToOpenState();
            }
        }

        void leave() {
            breaker.releasePermission();
        }

        int gauge(long now) {
            return switch (breaker.getState()) {
                case OPEN, FORCED_OPEN -> opensAgainIn(now) > 0 ? 2 : 1;
                case HALF_OPEN -> 1;
                case CLOSED, DISABLED, METRICS_ONLY -> 0;
            };
        }

        boolean isProbing() {
            return breaker.getState() == State.HALF_OPEN;
        }

        boolean isOpen() {
            return breaker.getState() == State.OPEN;
        }

        long opensAgainIn(long now) {
            return isOpen() ? Math.max(0, openedAt + settings.open().toNanos() - now) : 0;
        }
    }

    /** Stands for every failure where resilience4j wants a throwable; without a stack it says nothing more. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        static final Failure INSTANCE = new Failure();

        private Failure() {
            super("failure", null, false, false);
        }
    }
}
