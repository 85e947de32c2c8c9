package dev.meridian.demo.relay;

import java.time.Duration;
import java.util.SplittableRandom;

/** How long bytes are under way one way: half the round trip, with a seeded jitter. Not thread-safe: one per line. */
final class Delay {
    /** The jitter, as a part of the delay, up or down. */
    static final double JITTER = 0.05;

    private final long halfNanos;
    private final SplittableRandom random;

    Delay(Duration roundTrip, long seed) {
        this.halfNanos = roundTrip.toNanos() / 2;
        this.random = new SplittableRandom(seed);
    }

    /** The delay of the next parcel, within {@link #JITTER} of half the round trip. */
    long nextNanos() {
        return halfNanos == 0 ? 0 : (long) (halfNanos * random.nextDouble(1 - JITTER, 1 + JITTER));
    }
}
