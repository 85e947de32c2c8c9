package dev.meridian.routing.decision;

import java.time.Duration;

/**
 * A message and how long ago it arrived, by the receiver's monotonic clock.
 *
 * @param message the sender's latest
 * @param age zero or more
 */
public record Received<T>(T message, Duration age) {
    /** @throws IllegalArgumentException if the age is negative */
    public Received {
        if (age.isNegative()) {
            throw new IllegalArgumentException("age " + age + " must not be negative");
        }
    }
}
