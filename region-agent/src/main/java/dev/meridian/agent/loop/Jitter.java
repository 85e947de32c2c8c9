package dev.meridian.agent.loop;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Spreads what many agents do, so that they do not do it together. Thread-safe if its generator is. */
public final class Jitter {
    /** A period varies by a tenth to each side. */
    private static final double PART = 0.1;

    private final RandomGenerator random;

    /** Draws from a generator. */
    public Jitter(RandomGenerator random) {
        this.random = random;
    }

    /** A time within 10 % of the given one. */
    public Duration around(Duration period) {
        return times(period, 1 - PART + 2 * PART * random.nextDouble());
    }

    /** A time between nothing and the given one ("full jitter"). */
    public Duration upTo(Duration limit) {
        return times(limit, random.nextDouble());
    }

    private static Duration times(Duration period, double factor) {
        return Duration.ofNanos((long) (period.toNanos() * factor));
    }
}
